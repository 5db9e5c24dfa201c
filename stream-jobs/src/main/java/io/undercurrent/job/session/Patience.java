package io.undercurrent.job.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A deadline: a waiting time that starts when the object is created. */
public final class Patience {
    private final Duration all;
    private final long end;

    /**
     * Starts the waiting time.
     *
     * @param all the total waiting time
     */
    public Patience(Duration all) {
        this.all = all;
        end = System.nanoTime() + all.toNanos();
    }

    /**
     * Whether the deadline has passed.
     *
     * @return true once the time has passed
     */
    public boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /** The remaining time, at least 1 ms. */
    long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    /**
     * Sleeps between two polls.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(250);
    }

    @Override
    public String toString() {
        return all.toSeconds() + " s";
    }
}
