package io.undercurrent.demo.generate;

import io.undercurrent.spec.SourceOptions;
import io.undercurrent.spec.SourceSchemas;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.stream.registry.SchemaCaches;

/** What will read the records that are written here. */
final class Decoders {
    private Decoders() {}

    static EventDecoder of(SourceOptions source, SourceSchemas schemas) {
        return source.usesRegistry()
                ? StreamDecoders.create(source, schemas, SchemaCaches.of(schemas))
                : StreamDecoders.create(source, schemas);
    }
}
