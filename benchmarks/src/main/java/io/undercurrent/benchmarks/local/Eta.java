package io.undercurrent.benchmarks.local;

import java.util.Locale;

/** Says on standard error how far a comparison is and how long it still takes. */
public final class Eta {
    private final int steps;
    private final long begin = System.nanoTime();
    private int done;

    /**
     * Begins now.
     *
     * @param steps of about equal length
     */
    public Eta(int steps) {
        this.steps = steps;
    }

    /**
     * A step is done.
     *
     * @param what it was
     */
    public void step(String what) {
        done++;
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.err.printf(
                Locale.ROOT,
                "%s; %.0f s so far, about %.0f s left%n",
                what,
                seconds,
                seconds / done * (steps - done));
    }
}
