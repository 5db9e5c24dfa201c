package io.undercurrent.lab.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each kind changes what its name says, and little else. */
class AnomalyKindTest {
    private static final int EVENTS = 3000;
    private static final int START = 2000;
    private static final int STREAMS = 40;

    private final long seed = new Random().nextLong();

    /** The law of numbers, whose changes are not rounded. */
    private static final Set<StreamFamily> NUMBERS =
            EnumSet.of(
                    StreamFamily.HEAVY_TAILS,
                    StreamFamily.AUTOREGRESSION,
                    StreamFamily.RANDOM_WALK,
                    StreamFamily.DAILY,
                    StreamFamily.TWO_SEASONS,
                    StreamFamily.SAWTOOTH);

    private interface Check {
        void of(GeneratedStream stream, double[] usual, double[] planted, String words);
    }

    private void each(AnomalyKind kind, Set<StreamFamily> families, Check check) {
        for (StreamFamily family : families) {
            assertThat(family.kinds()).contains(kind);
            for (int index = 0; index < STREAMS; index++) {
                GeneratedStream stream = GeneratedStream.of(family, seed, index, EVENTS);
                int length = kind.length(stream);
                double[] planted = kind.values(stream, START, length);
                assertThat(planted).hasSize(length);
                double[] usual = Arrays.copyOfRange(stream.raw(), START, START + length);
                String words = "seed " + seed + ", " + kind + " on " + stream.name();
                check.of(stream, usual, planted, words);
            }
        }
    }

    @Test
    void aSpikeIsOneValueAboveWhatNoiseReaches() {
        each(
                AnomalyKind.SPIKE,
                EnumSet.copyOf(StreamFamily.PLANTED),
                (stream, usual, planted, words) -> {
                    double rounded = stream.law().isCounts() ? 1 : 1e-9;
                    assertThat(planted).as(words).hasSize(1);
                    assertThat(planted[0] - usual[0])
                            .as(words)
                            .isBetween(
                                    1.5 * stream.reach() - rounded, 3 * stream.reach() + rounded);
                });
    }

    @Test
    void aDipIsOneValueBelow() {
        each(
                AnomalyKind.DIP,
                NUMBERS,
                (stream, usual, planted, words) -> {
                    assertThat(planted).as(words).hasSize(1);
                    assertThat(usual[0] - planted[0])
                            .as(words)
                            .isBetween(1.5 * stream.reach() - 1e-9, 3 * stream.reach() + 1e-9);
                });
        each(
                AnomalyKind.DIP,
                EnumSet.of(StreamFamily.COUNTS),
                (stream, usual, planted, words) ->
                        assertThat(planted[0]).as(words).isBetween(0.0, usual[0] - 1));
    }

    @Test
    void aLevelShiftIsAnotherLevelAtOnce() {
        each(
                AnomalyKind.LEVEL_SHIFT,
                NUMBERS,
                (stream, usual, planted, words) -> {
                    double[] change = minus(planted, usual);
                    int window = AnomalyKind.window(stream);
                    double size = change[0];
                    assertThat(Math.abs(size)).as(words).isGreaterThan(stream.deviation());
                    for (int i = 0; i < window; i++) {
                        assertThat(change[i] / size).as(words).isBetween(1 - 1e-6, 1 + 1e-6);
                    }
                    assertThat(change[change.length - 1] / size).as(words).isBetween(0.0, 0.2);
                });
        each(
                AnomalyKind.LEVEL_SHIFT,
                EnumSet.of(StreamFamily.MOSTLY_ZERO),
                (stream, usual, planted, words) ->
                        assertThat(mean(planted)).as(words).isGreaterThan(mean(usual)));
    }

    @Test
    void aDriftGoesFartherFromEventToEvent() {
        each(
                AnomalyKind.DRIFT,
                NUMBERS,
                (stream, usual, planted, words) -> {
                    double[] change = minus(planted, usual);
                    int half = change.length / 2;
                    double step = change[half - 1] / half;
                    for (int i = 0; i < half; i++) {
                        assertThat(change[i] / step).as(words).isBetween(i + 0.99, i + 1.01);
                    }
                    assertThat(Math.abs(change[change.length - 1]))
                            .as(words)
                            .isLessThan(Math.abs(change[half - 1]) / 4);
                });
    }

    @Test
    void underSpreadShocksAreWiderAndTheLevelStays() {
        EnumSet<StreamFamily> families = EnumSet.copyOf(NUMBERS);
        families.remove(StreamFamily.HEAVY_TAILS); // whose deviation few values decide
        double[] sums = new double[2];
        each(
                AnomalyKind.SPREAD,
                families,
                (stream, usual, planted, words) -> {
                    double kept = stream.law().persistence();
                    double[] change = minus(planted, usual);
                    int steady = change.length * 3 / 4;
                    double squares = 0;
                    for (int i = 0; i < steady; i++) {
                        double shock = change[i] - (i == 0 ? 0 : kept * change[i - 1]);
                        squares += shock * shock;
                        sums[0] += shock;
                    }
                    sums[1] += steady;
                    // sqrt(2.5^2 - 1) = 2.3 to sqrt(4^2 - 1) = 3.9, of 72 shocks and more.
                    assertThat(Math.sqrt(squares / steady)).as(words).isBetween(1.4, 5.6);
                });
        // 200 streams of 72 shocks and more: their mean is within 6 deviations of at most 3.9.
        assertThat(Math.abs(sums[0] / sums[1]))
                .as("seed " + seed)
                .isLessThan(6 * 3.9 / Math.sqrt(sums[1]));
    }

    @Test
    void ofASeasonTheShapeIsTwiceAsFastOrUpsideDown() {
        int[] seen = new int[2];
        each(
                AnomalyKind.SHAPE,
                EnumSet.of(StreamFamily.DAILY, StreamFamily.TWO_SEASONS, StreamFamily.SAWTOOTH),
                (stream, usual, planted, words) -> {
                    int steady = planted.length / 2;
                    boolean fast = true;
                    boolean turned = true;
                    for (int i = 0; i < steady; i++) {
                        double season = stream.law().season().applyAsDouble(START + i);
                        double faster = stream.law().season().applyAsDouble(START + 2.0 * i);
                        double now = planted[i] - usual[i] + season;
                        fast &= Math.abs(now - faster) < 1e-6;
                        turned &= Math.abs(now + season) < 1e-6;
                    }
                    assertThat(fast).as(words).isNotEqualTo(turned);
                    seen[fast ? 0 : 1]++;
                });
        assertThat(seen[0]).as("seed " + seed).isPositive();
        assertThat(seen[1]).as("seed " + seed).isPositive();
    }

    @Test
    void withoutASeasonTheShapeIsAWaveOf12Events() {
        each(
                AnomalyKind.SHAPE,
                EnumSet.of(
                        StreamFamily.HEAVY_TAILS,
                        StreamFamily.AUTOREGRESSION,
                        StreamFamily.RANDOM_WALK),
                (stream, usual, planted, words) -> {
                    double[] change = minus(planted, usual);
                    double top = change[2];
                    assertThat(top).as(words).isGreaterThan(stream.deviation());
                    for (int i = 0; i < AnomalyKind.window(stream); i++) {
                        double wave = Math.sin(Math.PI * (i + 1) / 6);
                        assertThat(change[i] / top).as(words).isBetween(wave - 1e-6, wave + 1e-6);
                    }
                });
    }

    @Test
    void aFlatLineRepeatsTheValueBefore() {
        each(
                AnomalyKind.FLAT_LINE,
                NUMBERS,
                (stream, usual, planted, words) -> {
                    assertThat(planted.length).as(words).isGreaterThanOrEqualTo(48);
                    assertThat(planted).as(words).containsOnly(stream.raw()[START - 1]);
                });
        each(
                AnomalyKind.FLAT_LINE,
                EnumSet.of(StreamFamily.MOSTLY_ZERO),
                (stream, usual, planted, words) -> {
                    assertThat(planted[0]).as(words).isGreaterThanOrEqualTo(1);
                    assertThat(planted).as(words).containsOnly(planted[0]);
                });
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
