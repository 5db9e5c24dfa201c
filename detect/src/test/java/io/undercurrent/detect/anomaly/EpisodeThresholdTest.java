package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where episodes start, and that as many start as were declared. */
class EpisodeThresholdTest {
    private static final int O = 1;
    private static final double STEP = 0.3;
    private static final double MOST = 25;

    private final long seed = 20_261_203;
    private final Random random = new Random(seed);
    private final double[] s = new double[O + EpisodeThreshold.SIZE + 1];

    enum Law {
        EXPONENTIAL {
            @Override
            double next(Random r) {
                return -Math.log(1 - r.nextDouble());
            }
        },
        /** Without a finite third moment; one in a thousand is above 18. */
        HEAVY {
            @Override
            double next(Random r) {
                return 2 * (Math.pow(1 - r.nextDouble(), -1 / 3.0) - 1);
            }
        };

        abstract double next(Random r);
    }

    private EpisodeThreshold threshold(double rate) {
        EpisodeThreshold threshold = new EpisodeThreshold(rate, 1);
        threshold.init(s, O);
        return threshold;
    }

    @ParameterizedTest
    @CsvSource({
        "EXPONENTIAL, 0.1, 50000",
        "EXPONENTIAL, 0.01, 300000",
        "EXPONENTIAL, 0.001, 1500000",
        "HEAVY, 0.1, 50000",
        "HEAVY, 0.01, 300000",
        "HEAVY, 0.001, 1500000",
    })
    void asManyEpisodesStartAsWereDeclared(Law law, double rate, int events) {
        EpisodeThreshold threshold = threshold(rate);
        double usual = threshold.needed(s, O);
        long starts = 0;
        for (int i = 0; i < events; i++) {
            starts += threshold.observe(s, O, law.next(random), true) ? 1 : 0;
        }
        // Each start moves the threshold, and it has only so much room.
        double room = (MOST - usual / 2) / STEP / (rate * events);
        assertThat(starts / (rate * events))
                .as("%s, seed %d", law, seed)
                .isCloseTo(1, within(Math.min(0.04, room)));
        assertThat(new double[] {s[0], s[O + EpisodeThreshold.SIZE]}).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 1, 1.35",
        "0.01, 1, 2.75",
        "0.001, 1, 4.2",
        "0.0001, 1, 6.4",
        "0.00001, 1, 8.6",
        "0.01, 10, 4.2",
        "1e-12, 1, 24"
    })
    void startsAtTheUsualThreshold(double rate, int channels, double usual) {
        EpisodeThreshold threshold = new EpisodeThreshold(rate, channels);
        threshold.init(s, O);
        assertThat(threshold.needed(s, O)).isCloseTo(usual, within(1e-9));
    }

    @Test
    void neverFallsBelowHalfTheUsualThreshold() {
        EpisodeThreshold threshold = threshold(0.01);
        double usual = threshold.needed(s, O);
        for (int i = 0; i < 20_000; i++) {
            assertThat(threshold.observe(s, O, 0.49 * usual, true)).as("event %d", i).isFalse();
            assertThat(threshold.needed(s, O)).isGreaterThanOrEqualTo(0.5 * usual);
        }
        assertThat(threshold.needed(s, O)).isCloseTo(0.5 * usual, within(1e-12));
        assertThat(threshold.observe(s, O, 0.51 * usual, true)).isTrue();
    }

    @Test
    void neverRisesAbove25() {
        EpisodeThreshold threshold = threshold(0.1);
        for (int i = 0; i < 1000; i++) {
            threshold.observe(s, O, i % 3 == 0 ? 24 : 0, true);
            assertThat(threshold.needed(s, O)).isLessThanOrEqualTo(MOST);
        }
        assertThat(threshold.needed(s, O)).isGreaterThan(20);
        threshold.check(s, O);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 1", "0.1, 1", "0.02, 5", "0.01, 10", "0.001, 24", "1e-9, 24"})
    void surprisesWithinTheGapBelongToOneEpisode(double rate, int gap) {
        EpisodeThreshold threshold = threshold(rate);
        assertThat(threshold.gap()).isEqualTo(gap);
        assertThat(threshold.isOpen(s, O)).isFalse();
        assertThat(threshold.observe(s, O, 24.5, true)).isTrue();
        assertThat(threshold.observe(s, O, 24.5, true)).isFalse();
        for (int i = 0; i < gap - 1; i++) {
            assertThat(threshold.observe(s, O, 0, true)).isFalse();
        }
        assertThat(threshold.isOpen(s, O)).isTrue();
        assertThat(threshold.observe(s, O, 24.5, true)).as("after a short pause").isFalse();
        for (int i = 0; i < gap; i++) {
            assertThat(threshold.observe(s, O, 0, true)).isFalse();
        }
        assertThat(threshold.isOpen(s, O)).isFalse();
        assertThat(threshold.observe(s, O, 24.5, true)).as("after the gap").isTrue();
    }

    @Test
    void eventsThatAreNotJudgedStartNothingAndMoveNothing() {
        EpisodeThreshold threshold = threshold(0.01);
        for (int i = 0; i < 500; i++) {
            threshold.observe(s, O, -Math.log(1 - random.nextDouble()), true);
        }
        double needed = threshold.needed(s, O);
        for (int i = 0; i < 1000; i++) {
            assertThat(threshold.observe(s, O, MOST + 1, false)).as("event %d", i).isFalse();
            assertThat(threshold.needed(s, O)).isEqualTo(needed);
        }
        assertThat(threshold.isOpen(s, O)).isFalse();
        assertThat(threshold.observe(s, O, MOST + 1, true)).isTrue();
    }

    @Test
    void theFirst128EventsDoNotMoveIt() {
        EpisodeThreshold threshold = threshold(0.1);
        double usual = threshold.needed(s, O);
        for (int i = 0; i < 128; i++) {
            threshold.observe(s, O, i % 4 == 0 ? 20 : 0, true);
        }
        assertThat(threshold.needed(s, O)).isEqualTo(usual);
        threshold.observe(s, O, 20, true);
        assertThat(threshold.needed(s, O)).isCloseTo(usual + 0.27, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-13, 0.21, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesARateThatIsNone(double rate) {
        assertThatThrownBy(() -> new EpisodeThreshold(rate, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate = ");
    }

    @Test
    void refusesImpossibleStates() {
        EpisodeThreshold threshold = threshold(0.01);
        threshold.check(s, O);
        double[][] bad = {{Double.NaN, -1}, {Double.NaN, -26, 26}, {Double.NaN, -1, 0.5, 26}};
        for (int i = 0; i < bad.length; i++) {
            for (double one : bad[i]) {
                threshold.init(s, O);
                s[O + i] = one;
                assertThatThrownBy(() -> threshold.check(s, O))
                        .as("%s at %d", one, i)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
