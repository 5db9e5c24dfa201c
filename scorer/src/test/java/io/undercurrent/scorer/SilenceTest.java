package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.anomaly.AnomalyKind;
import io.undercurrent.detect.fleet.EpisodeBudget;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a silence that goes on, beside the events that end it. */
class SilenceTest {
    private static final long GAP = 10_000_000;

    private final SplittableRandom random = new SplittableRandom(20_261_130);
    private static final long DAY = 86_400_000_000L;

    private Scorer scorer;

    SilenceTest() throws IOException {
        use(null);
    }

    private void use(EpisodeBudget budget) throws IOException {
        ScorerOptions options =
                ScorerOptions.builder(1)
                        .horizon(4)
                        .alarmRate(0.001)
                        .warmup(40)
                        .budget(budget)
                        .keys(budget == null ? 0 : 3) // copies of a key must not count
                        .build();
        scorer = new Scorer(Models.load("bundled:tiny"), options, 1);
    }

    private double value() {
        return 20 + random.nextDouble();
    }

    private ScoreOutput next(Slab slab, long micros) {
        ScoreOutput out = new ScoreOutput(1);
        Slab copy = slab.copy();
        scorer.score(copy, slab.lastTimeMicros() + micros, new double[] {value()}, out);
        return out;
    }

    private static boolean isMissing(ScoreOutput out) {
        return out.alarm && out.kind == AnomalyKind.MISSING_EVENTS;
    }

    /** Gaps from all but equal ones to such that vary by a factor of ten and more. */
    private long gap(double spread) {
        return (long) (GAP * Math.exp(spread * (random.nextDouble() + random.nextDouble() - 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void theFirstMicrosecondAtWhichTheNextEventIsAnAlarm(int budget) throws IOException {
        use(budget == 0 ? null : new EpisodeBudget(budget, DAY));
        int found = 0;
        int never = 0;
        for (double spread : new double[] {0, 0.1, 0.5, 1.5, 3}) {
            Slab slab = scorer.newSlab();
            ScoreOutput out = new ScoreOutput(1);
            long time = 1_700_000_000_000_000L;
            for (int i = 0; i < 3000; i++) {
                long gap = random.nextInt(700) == 0 ? 40 * GAP : gap(spread);
                time += gap;
                scorer.score(slab, time, new double[] {value()}, out);
                if (i % 50 != 49 && !out.alarm) {
                    continue;
                }
                long[] header = slab.header.clone();
                double[] doubles = slab.doubles.clone();
                long silent = scorer.silentMicros(slab);
                if (silent == Silence.NEVER) {
                    never++;
                    // A budget saves time up to a day, which is longer than any silence is
                    // reported.
                    long longest = budget == 0 ? 9000 * GAP : 4000 * GAP;
                    assertThat(isMissing(next(slab, longest))).as("event %d", i).isFalse();
                    continue;
                }
                found++;
                ScoreOutput at = next(slab, silent);
                assertThat(isMissing(at)).as("spread %s, event %d", spread, i).isTrue();
                assertThat(isMissing(next(slab, silent - 1))).isFalse();
                assertThat(at.sinceMicros).isEqualTo(time);
                Silence silence = scorer.silence(slab, silent);
                assertThat(silence.sinceMicros()).isEqualTo(time);
                assertThat(silence.micros()).isEqualTo(silent);
                assertThat(silence.score()).isEqualTo(at.score);
                assertThat(silence.pValue()).isEqualTo(at.pValue);
                assertThat(scorer.silence(slab, 2 * silent).score())
                        .isEqualTo(next(slab, 2 * silent).score);
                assertThat(slab.header).isEqualTo(header);
                assertThat(slab.doubles).isEqualTo(doubles);
            }
        }
        assertThat(found).isGreaterThan(150);
        assertThat(never).as("warm-up, open episodes").isGreaterThan(15);
    }

    @Test
    void anUnknownStateIsNeverSilent() throws IOException {
        Slab young = scorer.newSlab();
        assertThat(scorer.silentMicros(young)).isEqualTo(Silence.NEVER);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        for (int i = 0; i < 400; i++) {
            scorer.score(slab, i * GAP, new double[] {value()}, out);
        }
        assertThat(scorer.silentMicros(slab)).isBetween(8 * GAP, 16 * GAP);
        ScorerOptions others = ScorerOptions.builder(1).horizon(6).warmup(40).build();
        Scorer another = new Scorer(Models.load("bundled:tiny"), others, 1);
        assertThat(another.silentMicros(slab)).isEqualTo(Silence.NEVER);
        assertThat(another.silentMicros(another.adopt(slab))).isLessThan(Silence.NEVER);
    }

    @Test
    void aGapIsRememberedFromItsFirstToItsLastMillisecond() {
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        for (int i = 0; i < 300; i++) {
            scorer.score(slab, i * GAP, new double[] {value()}, out);
        }
        long last = 299 * GAP;
        assertThat(Scorer.isGapAfter(slab, last / 1000)).isFalse();
        scorer.score(slab, last + 6 * GAP, new double[] {value()}, out);
        assertThat(Scorer.isGapAfter(slab, last / 1000)).isTrue();
        assertThat(Scorer.isGapAfter(slab, last / 1000 - 1)).isFalse();
        assertThat(Scorer.isGapAfter(slab, (last + 6 * GAP) / 1000 - 1)).isTrue();
        assertThat(Scorer.isGapAfter(slab, (last + 6 * GAP) / 1000)).isFalse();
        scorer.score(slab, last + 7 * GAP, new double[] {value()}, out);
        assertThat(Scorer.isGapAfter(slab, (last + 6 * GAP) / 1000)).isFalse();
    }
}
