package io.undercurrent.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad record is bad for the reason that is told, by the job's own decoder. */
class BadRecordsTest {
    private static final long NOW_MILLIS = 1_700_000_000_000L;

    static List<StreamSpec> streams() {
        return Declarations.all();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theDecoderSaysTheSame(StreamSpec spec) {
        BadRecords records =
                new BadRecords(spec.source(), RowFormat.of(spec.source()), NOW_MILLIS * 1000);
        IncomingDecoder decoder = new IncomingDecoder(spec.source());
        Incoming good = decode(decoder, BadRecords.key(), records.good());
        assertThat(good.reason).isNull();
        Set<DeadLetterReason> reasons = EnumSet.noneOf(DeadLetterReason.class);
        for (BadRecords.Bad bad : records.all()) {
            Incoming decoded = decode(decoder, bad.key(), bad.value());
            if (bad.reason() == DeadLetterReason.LATE) {
                // Known to the key's memory alone.
                assertThat(decoded.reason).isNull();
                assertThat(decoded.key).isEqualTo(good.key);
                assertThat(decoded.timeMicros).isLessThan(good.timeMicros);
            } else {
                assertThat(decoded.reason).as(decoded.detail).isEqualTo(bad.reason().name());
            }
            assertThat(reasons.add(bad.reason())).isTrue();
        }
        assertThat(reasons).containsExactlyInAnyOrderElementsOf(possible(spec.source()));
    }

    /** What a format can express at all. */
    private static Set<DeadLetterReason> possible(StreamSpec.Source source) {
        Set<DeadLetterReason> not =
                switch (source.format()) {
                    case JSON -> EnumSet.of(DeadLetterReason.UNKNOWN_SCHEMA);
                    case CSV ->
                            EnumSet.of(
                                    DeadLetterReason.UNKNOWN_SCHEMA,
                                    DeadLetterReason.MISSING_VALUE);
                    case AVRO ->
                            EnumSet.of(
                                    DeadLetterReason.BAD_VALUE,
                                    source.isEvent()
                                            ? DeadLetterReason.MISSING_TIME
                                            : DeadLetterReason.MISSING_VALUE);
                };
        return EnumSet.complementOf(EnumSet.copyOf(not));
    }

    private static Incoming decode(IncomingDecoder decoder, byte[] key, byte[] value) {
        return decoder.decode("s", 0, 0, NOW_MILLIS, key, value);
    }
}
