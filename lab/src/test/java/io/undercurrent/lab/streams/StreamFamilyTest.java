package io.undercurrent.lab.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams are what their family says, and depend on their number alone. */
class StreamFamilyTest {
    private static final int EVENTS = 4000;

    private final long seed = new Random().nextLong();

    @Test
    void aStreamDependsOnItsNumberAlone() {
        for (StreamFamily family : StreamFamily.values()) {
            double[] one = GeneratedStream.of(family, seed, 3, EVENTS).values();
            assertThat(GeneratedStream.of(family, seed, 3, EVENTS).values()).isEqualTo(one);
            assertThat(GeneratedStream.of(family, seed, 4, EVENTS).values()).isNotEqualTo(one);
            assertThat(GeneratedStream.of(family, seed + 1, 3, EVENTS).values()).isNotEqualTo(one);
        }
    }

    @Test
    void tenFamiliesAreRatedAndTimesRise() {
        assertThat(StreamFamily.RATED).hasSize(10).doesNotHaveDuplicates();
        for (StreamFamily family : StreamFamily.values()) {
            GeneratedStream stream = GeneratedStream.of(family, seed, 0, EVENTS);
            long[] times = stream.timesMicros();
            for (int t = 1; t < EVENTS; t++) {
                assertThat(times[t]).isGreaterThan(times[t - 1]);
            }
            assertThat(stream.values()).hasSize(EVENTS).doesNotContain(Double.NaN);
        }
    }

    @Test
    void persistenceIsTheLagOneCorrelationOfNoise() {
        for (int index = 0; index < 20; index++) {
            String words = "seed " + seed + ", index " + index;
            assertThat(correlation(StreamFamily.NORMAL, index, 1)).as(words).isBetween(-0.1, 0.1);
            assertThat(correlation(StreamFamily.HEAVY_TAILS, index, 1))
                    .as(words)
                    .isBetween(-0.15, 0.15);
            assertThat(correlation(StreamFamily.AUTOREGRESSION, index, 1))
                    .as(words)
                    .isBetween(0.4, 0.95);
            assertThat(correlation(StreamFamily.RANDOM_WALK, index, 1))
                    .as(words)
                    .isBetween(0.96, 1.0);
        }
    }

    @Test
    void seasonsReturn() {
        for (StreamFamily family :
                EnumSet.of(
                        StreamFamily.DAILY,
                        StreamFamily.TWO_SEASONS,
                        StreamFamily.SAWTOOTH,
                        StreamFamily.COUNTS)) {
            for (int index = 0; index < 20; index++) {
                GeneratedStream stream = GeneratedStream.of(family, seed, index, EVENTS);
                int week = family == StreamFamily.TWO_SEASONS ? 168 : stream.period();
                assertThat(correlation(family, index, week))
                        .as("seed %d, %s", seed, stream.name())
                        .isGreaterThan(0.25);
            }
        }
    }

    @Test
    void tailsCountsBoundsAndDrift() {
        for (int index = 0; index < 20; index++) {
            String words = "seed " + seed + ", index " + index;
            GeneratedStream normal = GeneratedStream.of(StreamFamily.NORMAL, seed, index, EVENTS);
            GeneratedStream heavy =
                    GeneratedStream.of(StreamFamily.HEAVY_TAILS, seed, index, EVENTS);
            assertThat(normal.reach()).as(words).isBetween(2.7, 4.5);
            assertThat(heavy.reach()).as(words).isGreaterThan(normal.reach());

            double[] rare =
                    GeneratedStream.of(StreamFamily.MOSTLY_ZERO, seed, index, 4000).values();
            assertThat(share(rare, 0)).as(words).isBetween(0.65, 0.98);
            assertThat(Arrays.stream(rare)).as(words).allMatch(v -> v >= 0 && v == Math.rint(v));
            double[] counts = GeneratedStream.of(StreamFamily.COUNTS, seed, index, 4000).values();
            assertThat(Arrays.stream(counts)).as(words).allMatch(v -> v >= 0 && v == Math.rint(v));

            double[] bounded = GeneratedStream.of(StreamFamily.BOUNDED, seed, index, 4000).values();
            double most = Arrays.stream(bounded).max().orElseThrow();
            assertThat(share(bounded, most)).as(words).isBetween(0.005, 0.5);

            double[] drift = GeneratedStream.of(StreamFamily.SLOW_DRIFT, seed, index, 4000).raw();
            assertThat(Math.abs(mean(drift, 3000, 4000) - mean(drift, 0, 1000)))
                    .as(words)
                    .isBetween(6.5, 23.5);
        }
    }

    @Test
    void whatIsNoStreamIsRefused() {
        assertThatThrownBy(() -> GeneratedStream.of(StreamFamily.NORMAL, 1, -1, 10))
                .hasMessageContainingAll("stream -1 of normal", "indices from 0");
        assertThatThrownBy(() -> GeneratedStream.of(StreamFamily.NORMAL, 1, 0, 0))
                .hasMessageContainingAll("0 events", "1 event and more");
    }

    private double correlation(StreamFamily family, int index, int lag) {
        double[] y = GeneratedStream.of(family, seed, index, EVENTS).values();
        double mean = mean(y, 0, EVENTS);
        double both = 0;
        double squares = 0;
        for (int t = 0; t < EVENTS; t++) {
            squares += (y[t] - mean) * (y[t] - mean);
            both += t < lag ? 0 : (y[t] - mean) * (y[t - lag] - mean);
        }
        return both / squares;
    }

    private static double mean(double[] y, int from, int to) {
        return Arrays.stream(y, from, to).average().orElseThrow();
    }

    private static double share(double[] y, double value) {
        return (double) Arrays.stream(y).filter(v -> v == value).count() / y.length;
    }
}
