package io.undercurrent.benchmarks.peers;

import java.util.concurrent.atomic.AtomicLong;

/** How many events the operators of this process have scored; one job runs at a time. */
final class Progress {
    private static final AtomicLong SCORED = new AtomicLong();

    private Progress() {}

    static void begin() {
        SCORED.set(0);
    }

    static void count() {
        SCORED.incrementAndGet();
    }

    static long scored() {
        return SCORED.get();
    }
}
