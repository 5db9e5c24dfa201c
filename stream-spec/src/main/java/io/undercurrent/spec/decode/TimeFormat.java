package io.undercurrent.spec.decode;

import io.undercurrent.spec.StreamSpec;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * One way of writing a time; every way ends in microseconds since 1970-01-01T00:00:00Z.
 *
 * <p>Years 1 to 9999 are taken and nothing else: what lies outside is a mistaken unit, and would
 * overflow somewhere later instead.
 */
abstract class TimeFormat {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MIN_SECOND = -62_135_596_800L; // 0001-01-01T00:00:00Z
    private static final long MAX_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z

    /** The oldest time taken, in microseconds. */
    static final long MIN_MICROS = MIN_SECOND * MICROS_PER_SECOND;

    /** The newest time taken, in microseconds. */
    static final long MAX_MICROS = MAX_SECOND * MICROS_PER_SECOND + MICROS_PER_SECOND - 1;

    final String field;

    TimeFormat(String field) {
        this.field = field;
    }

    static TimeFormat of(StreamSpec.Time time) {
        return switch (time.unit()) {
            case ISO -> new IsoTime(time.field(), time.zone());
            case PATTERN -> new PatternTime(time.field(), time.pattern(), time.zone());
            case S, MS, US, NS -> new EpochTime(time.field(), time.unit());
        };
    }

    /** Whether times are numbers and not texts, for formats that tell them apart. */
    abstract boolean isNumber();

    /**
     * The time in microseconds.
     *
     * @param text as written, not empty
     */
    abstract long micros(String text) throws BadRecordException;

    /** The time in microseconds, where it lies in the years 1 to 9999. */
    static long inRange(String field, long micros) throws BadRecordException {
        if (micros < MIN_MICROS || micros > MAX_MICROS) {
            throw Faults.outOfRange(field, micros + " us");
        }
        return micros;
    }

    final long micros(Instant instant, String text) throws BadRecordException {
        long second = instant.getEpochSecond();
        if (second < MIN_SECOND || second > MAX_SECOND) {
            throw Faults.outOfRange(field, Details.quote(text));
        }
        return second * MICROS_PER_SECOND + instant.getNano() / 1000;
    }

    /** The instant of a local time; the zone's rules decide where it is ambiguous. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        return zone instanceof ZoneOffset offset
                ? local.toInstant(offset)
                : local.atZone(zone).toInstant();
    }
}
