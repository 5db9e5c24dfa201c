package io.undercurrent.demo.generate;

import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.registry.SchemaCaches;

/** Creates the decoder that the stream reads the generated records with. */
final class Decoders {
    private Decoders() {}

    static EventDecoder of(SourceOptions source, SourceSchemas schemas) {
        return source.usesRegistry()
                ? StreamDecoders.create(source, schemas, SchemaCaches.of(schemas))
                : StreamDecoders.create(source, schemas);
    }
}
