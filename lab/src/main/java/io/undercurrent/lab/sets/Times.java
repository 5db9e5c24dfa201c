package io.undercurrent.lab.sets;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as the public sets write them, in microseconds since the epoch. */
final class Times {
    static final long MINUTE = 60_000_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);

    private Times() {}

    /** {@code 2016-07-01 00:00:00}; without a zone, so differences are those of the wall clock. */
    static long local(String text, String place) {
        try {
            LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
            return micros(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw broken(text, place, "2016-07-01 00:00:00", e);
        }
    }

    /** {@code 2012-01-01T00:00:00+1100}. */
    static long withOffset(String text, String place) {
        try {
            return micros(OffsetDateTime.parse(text, WITH_OFFSET).toInstant());
        } catch (DateTimeParseException e) {
            throw broken(text, place, "2012-01-01T00:00:00+1100", e);
        }
    }

    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private static IllegalArgumentException broken(
            String text, String place, String example, Exception cause) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s: '%s' is no time; expected is one such as %s",
                        place,
                        text,
                        example),
                cause);
    }
}
