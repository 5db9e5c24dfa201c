package io.undercurrent.demo;

/**
 * Counts latencies by the millisecond, up to a minute; quantiles are exact to the millisecond.
 *
 * <p>It keeps 60,001 counters instead of every value, so that its memory does not grow with the
 * run.
 */
final class Latency {
    private static final int MAX_MILLIS = 60_000;

    private final long[] counts = new long[MAX_MILLIS + 1];
    private long total;

    synchronized void add(long millis) {
        counts[(int) Math.max(0, Math.min(MAX_MILLIS, millis))]++;
        total++;
    }

    /**
     * The latency in milliseconds that a share of all latencies (0 to 1) does not exceed; -1 if
     * there are none.
     */
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
