package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Wire;
import io.undercurrent.stream.record.ResultRouting;
import java.io.IOException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Encodes and decodes Episode records and creates their headers. An instance belongs to one thread.
 */
final class EpisodeWire {
    private static final byte[] SCHEMA =
            (Episode.getClassSchema().getFullName()
                            + ":"
                            + Wire.fingerprint(Episode.getClassSchema()))
                    .getBytes(UTF_8);

    private final Wire<Episode> wire = new Wire<>(Episode.getClassSchema());

    byte[] encode(Episode record) {
        return wire.encode(record);
    }

    Episode decode(byte[] bytes) throws IOException {
        return wire.decode(bytes);
    }

    static Headers headers() {
        return new RecordHeaders().add(ResultRouting.SCHEMA_HEADER, SCHEMA);
    }
}
