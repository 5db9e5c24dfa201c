package io.undercurrent.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how far a piece of work has come and how long the rest will take. */
public final class ProgressLine {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PrintWriter out;
    private String current = "";
    private long start;
    private long said;

    /**
     * A line on an output.
     *
     * @param out where to
     */
    public ProgressLine(PrintWriter out) {
        this.out = out;
    }

    /**
     * Says how far the work has come.
     *
     * @param what of what
     * @param done how many are done
     * @param total how many there are
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
     * Says every few seconds how many there were so far, where nobody knows how many come.
     *
     * @param what of what
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
