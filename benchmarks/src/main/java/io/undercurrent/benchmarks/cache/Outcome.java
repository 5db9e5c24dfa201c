package io.undercurrent.benchmarks.cache;

import java.util.Arrays;

/** What one run took: events a second, and how long each checkpoint stopped the events. */
final class Outcome {
    final double eventsPerSecond;
    final long bytesWritten;
    final long digest;
    private final double[] pauses;
    private final double[] flushes;

    Outcome(
            double eventsPerSecond,
            long bytesWritten,
            long digest,
            double[] pauses,
            double[] flushes) {
        this.eventsPerSecond = eventsPerSecond;
        this.bytesWritten = bytesWritten;
        this.digest = digest;
        this.pauses = pauses.clone();
        this.flushes = flushes.clone();
    }

    /** Checkpoints that fell into the run. */
    int checkpoints() {
        return pauses.length;
    }

    /** The longest time between two events with a checkpoint between them, milliseconds. */
    double longestPause() {
        return Arrays.stream(pauses).max().orElse(0);
    }

    /** The median of the same, milliseconds. */
    double medianPause() {
        return median(pauses);
    }

    /** The longest part of a pause that was spent on writing slabs, milliseconds. */
    double longestFlush() {
        return Arrays.stream(flushes).max().orElse(0);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
