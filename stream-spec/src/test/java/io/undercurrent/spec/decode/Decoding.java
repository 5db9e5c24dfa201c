package io.undercurrent.spec.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;

/** Decoders made from declarations as a user would write them, and what they refuse. */
public final class Decoding {
    private Decoding() {}

    public static EventDecoder decoder(String source) {
        StreamSpec spec =
                StreamSpec.parse(
                        "source.topic: t\nkafka.bootstrap.servers: embedded\n" + source,
                        "stream.yaml");
        return StreamDecoders.create(spec.source(), spec.schemas());
    }

    public static DecodedEvent decode(EventDecoder decoder, String key, String value)
            throws BadRecordException {
        return decoder.decode(key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    public static void assertEvent(
            DecodedEvent event, String key, long timeMicros, double... values) {
        assertThat(event.key()).isEqualTo(key);
        assertThat(event.timeMicros()).isEqualTo(timeMicros);
        assertThat(event.values()).containsExactly(values);
    }

    public static BadRecordException refused(EventDecoder decoder, byte[] key, byte[] value) {
        BadRecordException e =
                catchThrowableOfType(BadRecordException.class, () -> decoder.decode(key, value));
        assertThat(e).as("a refusal").isNotNull();
        return e;
    }

    public static void assertRefused(
            EventDecoder decoder,
            String key,
            String value,
            DeadLetterReason reason,
            String detail) {
        BadRecordException e =
                refused(decoder, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
        assertThat(e.detail()).contains(detail);
        assertThat(e.reason()).isEqualTo(reason);
    }
}
