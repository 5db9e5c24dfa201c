package io.undercurrent.demo;

/**
 * Counts latencies by the millisecond, up to a minute; quantiles are exact to the millisecond.
 *
 * <p>60,001 counters instead of every value: memory does not grow with the run.
 */
final class Latency {
    private static final int MAX_MILLIS = 60_000;

    private final long[] counts = new long[MAX_MILLIS + 1];
    private long total;

    synchronized void add(long millis) {
        counts[(int) Math.max(0, Math.min(MAX_MILLIS, millis))]++;
        total++;
    }

    /** The latency that a share of all stays within, in milliseconds; -1 where there is none. */
    synchronized long quantile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int millis = 0; millis <= MAX_MILLIS; millis++) {
            seen += counts[millis];
            if (total > 0 && seen >= rank) {
                return millis;
            }
        }
        return -1;
    }
}
