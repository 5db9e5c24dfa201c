package io.undercurrent.demo.generate;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.stream.registry.SchemaCaches;

/** What will read the records that are written here. */
final class Decoders {
    private Decoders() {}

    static EventDecoder of(StreamSpec.Source source) {
        return source.usesRegistry()
                ? StreamDecoders.create(source, SchemaCaches.of(source))
                : StreamDecoders.create(source);
    }
}
