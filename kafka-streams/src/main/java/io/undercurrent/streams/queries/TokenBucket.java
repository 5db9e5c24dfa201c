package io.undercurrent.streams.queries;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits a rate: a number of requests per second on average, and a burst of at most one second's
 * number.
 */
final class TokenBucket {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double most;
    private final LongSupplier nanos;
    private double tokens;
    private long last;

    /**
     * Creates a full bucket.
     *
     * @param perSecond tokens per second, at least 1
     * @param nanos a monotonic clock, nanoseconds
     */
    TokenBucket(long perSecond, LongSupplier nanos) {
        this.most = perSecond;
        this.nanos = nanos;
        tokens = most;
        last = nanos.getAsLong();
    }

    /** Takes a token if there is one; returns false if not. */
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
