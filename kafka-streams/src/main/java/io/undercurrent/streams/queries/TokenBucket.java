package io.undercurrent.streams.queries;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Allows so many a second on average, and at most a second's worth at once. */
final class TokenBucket {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double most;
    private final LongSupplier nanos;
    private double tokens;
    private long last;

    /**
     * A full bucket.
     *
     * @param perSecond tokens a second, at least 1
     * @param nanos a clock that only goes on
     */
    TokenBucket(long perSecond, LongSupplier nanos) {
        this.most = perSecond;
        this.nanos = nanos;
        tokens = most;
        last = nanos.getAsLong();
    }

    /** Whether there was one to take. */
    synchronized boolean take() {
        long now = nanos.getAsLong();
        tokens = Math.min(most, tokens + (now - last) / NANOS * most);
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
