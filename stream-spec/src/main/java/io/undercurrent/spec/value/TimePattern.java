package io.undercurrent.spec.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Interprets {@code source.time.pattern}, both for its validation and for its use: letters of
 * {@link DateTimeFormatter}, English names of months and days, parsed strictly.
 *
 * <p>Parsing is strict, so that February 31 is refused and not moved to February 28.
 */
public final class TimePattern {
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2021, 12, 30, 23, 58, 59, 0, ZoneId.of("UTC"));

    private TimePattern() {}

    /**
     * The formatter of a pattern.
     *
     * @param pattern such as {@code dd.MM.yyyy HH:mm:ss}
     * @return a strict formatter
     * @throws IllegalArgumentException if the pattern is invalid or has no whole date; the message
     *     says why
     */
    public static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatter formatter =
                new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        // strict parsing needs an era for the usual yyyy, which is a year of an era
                        .parseDefaulting(ChronoField.ERA, 1)
                        .toFormatter(Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT);
        try {
            instant(formatter, formatter.format(SAMPLE), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it does not hold a whole date", e);
        }
        return formatter;
    }

    /**
     * The instant that a text means; a text without time of day means midnight.
     *
     * @param formatter from {@link #formatter}
     * @param text as written
     * @param zone the zone of texts that name none
     * @return the instant, of any year
     * @throws DateTimeException if the text does not fit the pattern
     */
    public static Instant instant(DateTimeFormatter formatter, String text, ZoneId zone) {
        return zoned(formatter, text, zone).toInstant();
    }

    /**
     * The time that a text means, in its zone; the earlier one if the local time occurs twice.
     *
     * @param formatter from {@link #formatter}
     * @param text as written
     * @param zone the zone of texts that name none
     * @return the time, of any year
     * @throws DateTimeException if the text does not fit the pattern
     */
    public static ZonedDateTime zoned(DateTimeFormatter formatter, String text, ZoneId zone) {
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException("no whole date");
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId own = parsed.query(TemporalQueries.zone());
        return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                .atZone(own == null ? zone : own);
    }
}
