package io.undercurrent.job.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How much longer to wait, counted from its making. */
public final class Patience {
    private final Duration all;
    private final long end;

    /**
     * Begins to count.
     *
     * @param all how long in all
     */
    public Patience(Duration all) {
        this.all = all;
        end = System.nanoTime() + all.toNanos();
    }

    /**
     * Whether nothing is left.
     *
     * @return true once the time has passed
     */
    public boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /** What is left, at least a moment. */
    long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    /**
     * A moment between two looks.
     *
     * @throws InterruptedException where the thread is interrupted
     */
    public void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(250);
    }

    @Override
    public String toString() {
        return all.toSeconds() + " s";
    }
}
