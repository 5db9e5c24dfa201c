package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.option.TimeOptions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Reads one way of writing a time, as microseconds since 1970-01-01T00:00:00Z.
 *
 * <p>Only the years 1 to 9999 are accepted: a time outside them means a wrong unit, and would
 * overflow somewhere later.
 */
public abstract class TimeFormat {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MIN_SECOND = -62_135_596_800L; // 0001-01-01T00:00:00Z
    private static final long MAX_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z

    /** The oldest time accepted, in microseconds. */
    public static final long MIN_MICROS = MIN_SECOND * MICROS_PER_SECOND;

    /** The newest time accepted, in microseconds. */
    public static final long MAX_MICROS = MAX_SECOND * MICROS_PER_SECOND + MICROS_PER_SECOND - 1;

    final String field;

    // The overlap of the time that was read last, for one thread.
    private long overlapMicros;

    TimeFormat(String field) {
        this.field = field;
    }

    /**
     * The format that a stream's source declares.
     *
     * @param time the source's options
     * @return a format for one thread
     */
    public static TimeFormat of(TimeOptions time) {
        return switch (time.unit()) {
            case ISO -> new IsoTime(time.field(), time.zone());
            case PATTERN -> new PatternTime(time.field(), time.pattern(), time.zone());
            case S, MS, US, NS -> new EpochTime(time.field(), time.unit());
        };
    }

    /**
     * The time field's name.
     *
     * @return as declared
     */
    public final String field() {
        return field;
    }

    /**
     * Whether times are numbers and not texts, for formats that tell them apart.
     *
     * @return true for counts since 1970
     */
    public abstract boolean isNumber();

    /**
     * Reads a time.
     *
     * @param text as written, not empty
     * @return the time in microseconds
     * @throws BadRecordException if the text is no time of this format, or of another year than 1
     *     to 9999
     */
    public abstract long micros(String text) throws BadRecordException;

    /**
     * Refuses a time outside the years 1 to 9999.
     *
     * @param field the time field's name, for the message
     * @param micros the time in microseconds
     * @return the time
     * @throws BadRecordException if it lies outside these years
     */
    public static long inRange(String field, long micros) throws BadRecordException {
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

    /**
     * The instant of a local time. If it occurs twice because clocks were set back, the first one
     * is used, and {@link #overlapMicros} says how much later the second is. If it never occurs
     * because clocks were set forward, the offset from before applies. Both follow java.time.
     *
     * @param local of any year
     * @param zone the zone of its clock
     * @return its instant
     */
    public final Instant instant(LocalDateTime local, ZoneId zone) {
        return zone instanceof ZoneOffset offset
                ? once(local, offset)
                : instant(local.atZone(zone));
    }

    private Instant once(LocalDateTime local, ZoneOffset offset) {
        overlapMicros = 0;
        return local.toInstant(offset);
    }

    /** The same for a time with its zone, as {@link LocalDateTime#atZone} returns it. */
    final Instant instant(ZonedDateTime time) {
        Instant first = time.toInstant();
        Instant second = time.withLaterOffsetAtOverlap().toInstant();
        overlapMicros = ChronoUnit.MICROS.between(first, second);
        return first;
    }

    /**
     * How much later the second occurrence of the time that was read last is, if that is a local
     * time that occurs twice.
     *
     * @return microseconds; 0 if it occurs once
     */
    public final long overlapMicros() {
        return overlapMicros;
    }
}
