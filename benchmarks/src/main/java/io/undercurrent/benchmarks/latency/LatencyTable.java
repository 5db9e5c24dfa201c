package io.undercurrent.benchmarks.latency;

import java.util.Locale;

/** Prints latencies as quantiles and as bars. */
final class LatencyTable {
    private static final double[] LIMITS = {
        2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, Double.POSITIVE_INFINITY
    };
    private static final int WIDTH = 30;

    private LatencyTable() {}

    static void print(Latencies found) {
        print(
                "%d checkpoints of %.0f ms on average; one was in progress on the way of %.0f%% of the events%n",
                found.checkpoints, found.meanCheckpointMillis, 100 * found.shareDuring());
        print("milliseconds from produced to     p50       p99   longest    events%n");
        row("written, no checkpoint", found.written(event -> !found.isDuring(event)));
        row("written, during a checkpoint", found.written(found::isDuring));
        row("written, all", found.written(event -> true));
        row("committed, no checkpoint", found.committed(event -> !found.isDuring(event)));
        row("committed, during a checkpoint", found.committed(found::isDuring));
        row("committed, all", found.committed(event -> true));
        bars(found.written(event -> true), found.committed(event -> true));
    }

    private static void row(String name, double[] sorted) {
        print(
                "%-30s %8.1f  %8.1f  %8.1f %,9d%n",
                name, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), sorted.length);
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }

    private static void bars(double[] written, double[] committed) {
        print("%n%12s  %-38s %s%n", "up to", "written", "committed");
        double from = 0;
        for (double limit : LIMITS) {
            String name =
                    Double.isInfinite(limit)
                            ? "more"
                            : String.format(Locale.ROOT, "%.0f ms", limit);
            print("%12s  %s %s%n", name, bar(written, from, limit), bar(committed, from, limit));
            from = limit;
        }
    }

    private static String bar(double[] sorted, double from, double limit) {
        int count = 0;
        for (double millis : sorted) {
            count += millis > from && millis <= limit ? 1 : 0;
        }
        double share = (double) count / Math.max(1, sorted.length);
        String line = "#".repeat((int) Math.ceil(WIDTH * share));
        return String.format(Locale.ROOT, "%5.1f%% %-" + WIDTH + "s ", 100 * share, line);
    }

    static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
