package io.undercurrent.schemas.registry;

import java.time.Duration;

/** The time by which a question must be answered, with all requests that it takes. */
final class Deadline {
    private final Duration all;
    private final long end;

    private Deadline(Duration all) {
        this.all = all;
        end = System.nanoTime() + all.toNanos();
    }

    /** Begins now. */
    static Deadline in(Duration all) {
        return new Deadline(all);
    }

    /** What is left; at least a millisecond, so that a request can be given it. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** The whole time, for a message. */
    @Override
    public String toString() {
        return all.toMillis() % 1000 == 0 ? all.toSeconds() + " s" : all.toMillis() + " ms";
    }
}
