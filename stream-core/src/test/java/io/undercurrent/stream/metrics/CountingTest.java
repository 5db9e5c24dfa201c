package io.undercurrent.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is counted, read as a reporter reads it. */
class CountingTest {
    private final Map<String, Supplier<? extends Number>> shown = new LinkedHashMap<>();
    private final Metrics metrics =
            (series, value) -> shown.put(series.name() + series.labels().values(), value);

    private double read(String name) {
        return shown.get(name).get().doubleValue();
    }

    @Test
    void bucketsAreCumulativeAndTheLastHoldsAll() {
        LatencyHistogram histogram = metrics.histogram(StreamMetric.SCORED_LATENCY);
        long far = 1L << 61;
        for (long millis : new long[] {-7, 0, 1, 2, 3, 1_800_000, 1_800_001, far}) {
            histogram.add(millis / 1e3);
        }
        assertThat(read("scored_latency_seconds_bucket[0.001]")).isEqualTo(3);
        assertThat(read("scored_latency_seconds_bucket[0.002]")).isEqualTo(4);
        assertThat(read("scored_latency_seconds_bucket[0.005]")).isEqualTo(5);
        assertThat(read("scored_latency_seconds_bucket[300]")).isEqualTo(5);
        assertThat(read("scored_latency_seconds_bucket[1800]")).isEqualTo(6);
        assertThat(read("scored_latency_seconds_bucket[+Inf]")).isEqualTo(8);
        assertThat(read("scored_latency_seconds_count[]")).isEqualTo(8);
        assertThat(read("scored_latency_seconds_sum[]"))
                .isEqualTo(0.006 + 1_800 + 1_800.001 + far / 1e3);
    }

    @Test
    void coverageIsThatOfTheNewestValuesAndLeavesOutWhatHasNoBand() {
        BandCoverage coverage = new BandCoverage(metrics);
        assertThat(read("band_coverage_ratio[]")).isNaN();
        double[] one = {1};
        double[] two = {2};
        coverage.add(new double[] {Double.NaN}, one, two);
        coverage.add(one, new double[] {Double.NaN}, two);
        assertThat(read("band_coverage_ratio[]")).isNaN();
        coverage.add(one, two, two);
        coverage.add(two, one, two);
        assertThat(read("band_coverage_ratio[]")).isEqualTo(0.5);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] inside = new boolean[3 * BandCoverage.WINDOW + 17];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = random.nextInt(10) < 7;
            coverage.add(inside[i] ? one : two, one, one);
        }
        int expected = 0;
        for (int i = inside.length - BandCoverage.WINDOW; i < inside.length; i++) {
            expected += inside[i] ? 1 : 0;
        }
        assertThat(read("band_coverage_ratio[]"))
                .as("seed " + seed)
                .isEqualTo((double) expected / BandCoverage.WINDOW);
        assertThat(read("band_values_total[]")).isEqualTo(2 + inside.length);
    }

    @Test
    void aCommitCountsWhatItsCheckpointAndThoseBeforeItHold() {
        long[] now = {1000};
        CommitLatency latency =
                new CommitLatency(metrics.histogram(StreamMetric.COMMITTED_LATENCY), () -> now[0]);
        latency.scored(990);
        latency.snapshot(1); // fails: nobody confirms it
        latency.scored(999);
        latency.snapshot(2);
        latency.scored(1000); // belongs to a later one
        latency.committed(2);
        assertThat(read("committed_latency_seconds_count[]")).isEqualTo(2);
        assertThat(read("committed_latency_seconds_sum[]")).isCloseTo(0.011, within(1e-12));
        latency.committed(2);
        assertThat(read("committed_latency_seconds_count[]")).isEqualTo(2);
    }

    @Test
    void aCommitOfManyRecordsCountsASampleOfThem() {
        CommitLatency latency =
                new CommitLatency(metrics.histogram(StreamMetric.COMMITTED_LATENCY), () -> 100_000);
        for (int i = 0; i < 100_000; i++) {
            latency.scored(i);
        }
        latency.snapshot(1);
        latency.committed(1);
        assertThat(read("committed_latency_seconds_count[]")).isEqualTo(CommitLatency.SAMPLE);
        // The mean of 512 of a uniform distribution is within 6 of its deviations, one in 10^9.
        double mean = read("committed_latency_seconds_sum[]") / CommitLatency.SAMPLE;
        assertThat(mean).isBetween(50 - 6 * 1.276, 50 + 6 * 1.276);
    }

    @Test
    void checkpointsThatNobodyConfirmsTakeNoMoreMemoryAfterAWhile() {
        CommitLatency latency =
                new CommitLatency(metrics.histogram(StreamMetric.COMMITTED_LATENCY), () -> 0);
        for (int i = 0; i < 3 * CommitLatency.MAX_OPEN; i++) {
            latency.scored(0);
            latency.snapshot(i);
        }
        latency.committed(3 * CommitLatency.MAX_OPEN);
        assertThat(read("committed_latency_seconds_count[]")).isEqualTo(CommitLatency.MAX_OPEN);
    }

    @Test
    void theMeanForgets() {
        MovingMean mean = new MovingMean();
        assertThat(mean.get()).isZero();
        mean.add(3);
        mean.add(5);
        assertThat(mean.get()).isEqualTo(4);
        for (int i = 0; i < 1000; i++) {
            mean.add(10);
        }
        assertThat(mean.get()).isBetween(9.99, 10.0);
    }

    @Test
    void aMetricIsShownAsWhatItIs() {
        assertThatThrownBy(() -> metrics.count(StreamMetric.DEAD_LETTERS))
                .hasMessage(
                        "dead_letters_total of kind COUNTER with 0 label values: its labels are [reason]");
        assertThatThrownBy(() -> metrics.count(StreamMetric.KEY_STATE_BYTES))
                .hasMessage("key_state_bytes is a GAUGE and not a COUNTER");
        assertThat(Series.of(StreamMetric.DEAD_LETTERS, "LATE").prometheusName())
                .isEqualTo("undercurrent_dead_letters_total");
    }

    @Test
    void boundsOfItsOwnIncludeTheirUpperEnd() {
        LatencyHistogram histogram = new LatencyHistogram(StreamMetric.DETECTION_DELAY, 0.5, 1);
        for (double seconds : new double[] {0.5, 0.75, -3, 100}) {
            histogram.add(seconds);
        }
        histogram.show(metrics);
        assertThat(read("detection_seconds_bucket[0.5]")).isEqualTo(2);
        assertThat(read("detection_seconds_bucket[1]")).isEqualTo(3);
        assertThat(read("detection_seconds_bucket[+Inf]")).isEqualTo(4);
        assertThat(read("detection_seconds_sum[]")).isEqualTo(101.25);
        assertThat(read("detection_seconds_count[]")).isEqualTo(4);
    }

    @Test
    void nanosecondsAreShownInSeconds() {
        Count nanos = metrics.nanos(StreamMetric.SCORER_SECONDS);
        nanos.inc(2_500_000_000L);
        assertThat(read("scorer_seconds_total[]")).isEqualTo(2.5);
    }
}
