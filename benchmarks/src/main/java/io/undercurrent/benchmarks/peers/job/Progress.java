package io.undercurrent.benchmarks.peers.job;

import java.util.concurrent.atomic.AtomicLong;

/** How many events the operators of this process have scored; one job runs at a time. */
public final class Progress {
    private static final AtomicLong SCORED = new AtomicLong();

    private Progress() {}

    public static void begin() {
        SCORED.set(0);
    }

    public static void count() {
        SCORED.incrementAndGet();
    }

    public static long scored() {
        return SCORED.get();
    }
}
