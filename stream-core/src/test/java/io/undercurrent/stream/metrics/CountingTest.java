package io.undercurrent.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            histogram.add(millis);
        }
        assertThat(read("scoredLatencyMillis_bucket[1]")).isEqualTo(3);
        assertThat(read("scoredLatencyMillis_bucket[2]")).isEqualTo(4);
        assertThat(read("scoredLatencyMillis_bucket[5]")).isEqualTo(5);
        assertThat(read("scoredLatencyMillis_bucket[300000]")).isEqualTo(5);
        assertThat(read("scoredLatencyMillis_bucket[1800000]")).isEqualTo(6);
        assertThat(read("scoredLatencyMillis_bucket[Inf]")).isEqualTo(8);
        assertThat(read("scoredLatencyMillis_count[]")).isEqualTo(8);
        assertThat(read("scoredLatencyMillis_sum[]")).isEqualTo(6 + 1_800_000.0 + 1_800_001 + far);
    }

    @Test
    void coverageIsThatOfTheNewestValuesAndLeavesOutWhatHasNoBand() {
        BandCoverage coverage = new BandCoverage(metrics);
        assertThat(read("bandCoverage[]")).isNaN();
        double[] one = {1};
        double[] two = {2};
        coverage.add(new double[] {Double.NaN}, one, two);
        coverage.add(one, new double[] {Double.NaN}, two);
        assertThat(read("bandCoverage[]")).isNaN();
        coverage.add(one, two, two);
        coverage.add(two, one, two);
        assertThat(read("bandCoverage[]")).isEqualTo(0.5);
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
        assertThat(read("bandCoverage[]"))
                .as("seed " + seed)
                .isEqualTo((double) expected / BandCoverage.WINDOW);
        assertThat(read("bandValues[]")).isEqualTo(2 + inside.length);
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
        assertThat(read("committedLatencyMillis_count[]")).isEqualTo(2);
        assertThat(read("committedLatencyMillis_sum[]")).isEqualTo(11);
        latency.committed(2);
        assertThat(read("committedLatencyMillis_count[]")).isEqualTo(2);
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
        assertThat(read("committedLatencyMillis_count[]")).isEqualTo(CommitLatency.SAMPLE);
        // The mean of 512 of a uniform distribution is within 6 of its deviations, one in 10^9.
        double mean = read("committedLatencyMillis_sum[]") / CommitLatency.SAMPLE;
        assertThat(mean).isBetween(50_000 - 6 * 1276.0, 50_000 + 6 * 1276.0);
    }

    @Test
    void checkpointsThatNobodyConfirmsTakeNoMoreMemoryAfterAWhile() {
        CommitLatency latency =
                new CommitLatency(metrics.histogram(StreamMetric.COMMITTED_LATENCY), () -> 0);
        for (int i = 0; i < 3 * CommitLatency.MOST_OPEN; i++) {
            latency.scored(0);
            latency.snapshot(i);
        }
        latency.committed(3 * CommitLatency.MOST_OPEN);
        assertThat(read("committedLatencyMillis_count[]")).isEqualTo(CommitLatency.MOST_OPEN);
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
                        "deadLetters of kind COUNTER with 0 label values: its labels are [reason]");
        assertThatThrownBy(() -> metrics.count(StreamMetric.SLAB_BYTES))
                .hasMessage("slabBytes is a GAUGE and not a COUNTER");
        assertThat(Series.of(StreamMetric.DEAD_LETTERS, "LATE").prometheusName())
                .isEqualTo("undercurrent_reason_deadLetters");
    }
}
