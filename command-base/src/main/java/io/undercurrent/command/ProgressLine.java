package io.undercurrent.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints every few seconds how much of a piece of work is done and how long the rest will take. */
public final class ProgressLine {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PrintWriter out;
    private String current = "";
    private long start;
    private long said;

    /**
     * Creates a line on an output.
     *
     * @param out where to print
     */
    public ProgressLine(PrintWriter out) {
        this.out = out;
    }

    /**
     * Reports the progress of the work.
     *
     * @param what the name of the work
     * @param done how many units are done
     * @param total how many units there are
     */
    public synchronized void report(String what, long done, long total) {
        long now = System.nanoTime();
        if (!what.equals(current)) {
            current = what;
            start = now;
            said = now;
        }
        if (now - said < EVERY_NANOS || done == 0) {
            return;
        }
        said = now;
        double share = (double) done / total;
        double seconds = (now - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%s: %d of %d, %.0f%%, about %.0f s left%n",
                what,
                done,
                total,
                100 * share,
                seconds / share - seconds);
        out.flush();
    }

    /**
     * Reports a count every few seconds, if the total is not known.
     *
     * @param what what is counted
     * @param done how many
     */
    public synchronized void count(String what, long done) {
        long now = System.nanoTime();
        if (!what.equals(current)) {
            current = what;
            said = now;
        }
        if (now - said >= EVERY_NANOS) {
            said = now;
            out.printf(Locale.ROOT, "%d %s so far%n", done, what);
            out.flush();
        }
    }
}
