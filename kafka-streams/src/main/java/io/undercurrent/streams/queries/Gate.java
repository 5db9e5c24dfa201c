package io.undercurrent.streams.queries;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Limits the requests a second. What else a request may be, the server decides for all its users.
 *
 * <p>Requests that another instance forwards have a separate bucket, ten times as large. In a
 * common bucket, one instance's clients would be rejected because of requests to other instances.
 * Forwarded requests are limited too, because any client can set that header.
 */
final class Gate {
    private static final int FORWARDED_TIMES = 10;

    private final TokenBucket own;
    private final TokenBucket forwarded;
    private final int perSecond;

    /**
     * Creates a gate.
     *
     * @param perSecond allowed requests per second
     * @param nanos a monotonic clock, nanoseconds
     */
    Gate(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        own = new TokenBucket(perSecond, nanos);
        forwarded = new TokenBucket((long) FORWARDED_TIMES * perSecond, nanos);
    }

    /** Rejects a request above the allowed rate. */
    void count(boolean isForwarded) throws Refusal {
        if (!(isForwarded ? forwarded : own).take()) {
            throw new Refusal(
                    Refusal.TOO_MANY,
                    String.format(
                            Locale.ROOT,
                            "more than %d queries a second (streams.http-rate): ask again later",
                            perSecond));
        }
    }
}
