package io.undercurrent.demo.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps cores busy for a while, which is the demo's disturbance: threads at normal priority compute
 * until the time is over. They are daemons, so an interrupted demo does not wait for them.
 */
public final class CpuLoad implements AutoCloseable {
    private static final int STEPS_BETWEEN_LOOKS = 10_000;

    private final List<Thread> threads = new ArrayList<>();
    private final long deadline;
    private volatile boolean stopped;

    private CpuLoad(Duration duration) {
        deadline = System.nanoTime() + duration.toNanos();
    }

    /**
     * Starts the load and returns immediately.
     *
     * @param threads number of busy threads, at least 1; one per core loads all cores
     * @param duration how long, more than zero
     */
    public static CpuLoad start(int threads, Duration duration) {
        if (threads < 1 || duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                    "a load of "
                            + threads
                            + " threads for "
                            + duration
                            + " is none: use at least 1 thread and more than zero time");
        }
        CpuLoad load = new CpuLoad(duration);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(load::spin, "cpu-load-" + i);
            thread.setDaemon(true);
            load.threads.add(thread);
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    /** Whether any thread is still busy. */
    public boolean isRunning() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Waits until the time is over. */
    public void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Stops early and waits for the threads, which check for it many times a millisecond. */
    @Override
    public void close() {
        stopped = true;
        try {
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spin() {
        long x = Thread.currentThread().hashCode() | 1;
        while (!stopped && System.nanoTime() - deadline < 0) {
            for (int i = 0; i < STEPS_BETWEEN_LOOKS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
            }
        }
        // Xorshift never reaches 0; checking x keeps the loop from being optimised away.
        if (x == 0) {
            throw new IllegalStateException("xorshift left its cycle");
        }
    }
}
