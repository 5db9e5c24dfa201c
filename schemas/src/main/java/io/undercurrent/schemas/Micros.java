package io.undercurrent.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Converts the records' times: microseconds since 1970-01-01T00:00:00Z. */
public final class Micros {
    private Micros() {}

    /**
     * Converts microseconds to an instant.
     *
     * @param micros microseconds since 1970-01-01T00:00:00Z, before it negative
     * @return the instant
     */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * Converts an instant to microseconds.
     *
     * @param instant an instant within 292,000 years of 1970
     * @return microseconds since 1970-01-01T00:00:00Z; nanoseconds are cut off, towards 1970
     * @throws ArithmeticException if the instant is further away
     */
    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
