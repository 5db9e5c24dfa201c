package io.undercurrent.cli.replay;

import java.util.concurrent.TimeUnit;

/** Waits so that rows are sent at a multiple of the pace at which they happened. */
final class Pace {
    private final Double factor;
    private long firstMicros;
    private long startNanos;
    private boolean started;

    Pace(Double factor) {
        this.factor = factor;
    }

    void await(long timeMicros) throws InterruptedException {
        if (factor == null) {
            return;
        }
        if (!started) {
            started = true;
            firstMicros = timeMicros;
            startNanos = System.nanoTime();
        }
        double due = 1000.0 * (timeMicros - firstMicros) / factor;
        long wait = (long) due - (System.nanoTime() - startNanos);
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}
