package io.undercurrent.benchmarks.latency;

import io.undercurrent.benchmarks.local.Arrivals;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;

/** Every event's latency, and whether a checkpoint was in progress on its way. */
final class Latencies {
    final int checkpoints;
    final double meanCheckpointMillis;
    private final Arrivals written;
    private final Arrivals committed;
    private final boolean[] during;
    private final int first;

    /**
     * Of a run that has ended.
     *
     * @param first events before this one are left out
     */
    Latencies(
            Arrivals written, Arrivals committed, CheckpointStatsSnapshot checkpoints, int first) {
        this.written = written;
        this.committed = committed;
        this.first = first;
        long begin = written.produced[first];
        var all =
                checkpoints.getHistory().getCheckpoints().stream()
                        .filter(each -> endMicros(each) >= begin)
                        .toList();
        this.checkpoints = all.size();
        meanCheckpointMillis =
                all.stream()
                        .mapToLong(AbstractCheckpointStats::getEndToEndDuration)
                        .average()
                        .orElse(0);
        during = new boolean[written.seen.length];
        for (int event = first; event < during.length; event++) {
            long from = written.produced[event];
            long to = written.seen[event];
            during[event] =
                    all.stream()
                            .anyMatch(
                                    each ->
                                            each.getTriggerTimestamp() * 1000 <= to
                                                    && endMicros(each) >= from);
        }
    }

    private static long endMicros(AbstractCheckpointStats checkpoint) {
        return 1000 * (checkpoint.getTriggerTimestamp() + checkpoint.getEndToEndDuration());
    }

    /** Share of events on whose way a checkpoint was in progress. */
    double shareDuring() {
        return (double) all(event -> during[event]).count() / all(event -> true).count();
    }

    /** Milliseconds until the score was written, sorted. */
    double[] written(IntPredicate which) {
        return sorted(written, which);
    }

    /** Milliseconds until it was committed, sorted. */
    double[] committed(IntPredicate which) {
        return sorted(committed, which);
    }

    boolean isDuring(int event) {
        return during[event];
    }

    private double[] sorted(Arrivals arrivals, IntPredicate which) {
        double[] millis =
                all(which)
                        .mapToDouble(e -> (arrivals.seen[e] - arrivals.produced[e]) / 1e3)
                        .toArray();
        Arrays.sort(millis);
        return millis;
    }

    private IntStream all(IntPredicate which) {
        return IntStream.range(first, during.length).filter(which);
    }
}
