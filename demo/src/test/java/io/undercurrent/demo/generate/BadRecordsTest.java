package io.undercurrent.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import java.io.IOException;
import java.time.Duration;
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
                new BadRecords(
                        spec.source(), spec.schemas(), RowFormat.of(spec), NOW_MILLIS * 1000);
        IncomingDecoder decoder = new IncomingDecoder(spec.source(), spec.schemas());
        Incoming good = decode(decoder, BadRecords.key(), records.good());
        assertThat(good.reason).isNull();
        Set<DeadLetterReason> reasons = EnumSet.noneOf(DeadLetterReason.class);
        for (BadRecords.Bad bad : records.all(0)) {
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

    /** They would give the key its clock back if they agreed, also with those of an earlier run. */
    @ParameterizedTest
    @MethodSource("streams")
    void howeverManyAreWrittenAllLateOnesAreLate(StreamSpec spec) throws IOException {
        Scorer scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
        Slab slab = scorer.newSlab();
        int late = 0;
        for (int run = 0; run < 4; run++) {
            long now = NOW_MILLIS + Duration.ofMinutes(37).toMillis() * run;
            BadRecords records =
                    new BadRecords(spec.source(), spec.schemas(), RowFormat.of(spec), 1000 * now);
            IncomingDecoder decoder = new IncomingDecoder(spec.source(), spec.schemas());
            Incoming good = decoder.decode("s", 0, 0, now, BadRecords.key(), records.good());
            assertThat(Scorer.isLate(slab, good.timeMicros)).isFalse();
            scorer.score(slab, good.timeMicros, new double[] {1.5}, new ScoreOutput(1));
            for (int round = 0; round < 7; round++) {
                for (BadRecords.Bad bad : records.all(round)) {
                    if (bad.reason() == DeadLetterReason.LATE) {
                        Incoming in = decoder.decode("s", 0, 0, now, bad.key(), bad.value());
                        assertThat(in.reason).isNull();
                        assertThat(Scorer.isLate(slab, in.timeMicros))
                                .as("run %d, %d", run, round)
                                .isTrue();
                        Scorer.refuse(slab, in.timeMicros);
                        late++;
                    }
                }
            }
        }
        assertThat(late).isEqualTo(4 * 7);
    }

    /** What a format can express at all. */
    private static Set<DeadLetterReason> possible(SourceOptions source) {
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
