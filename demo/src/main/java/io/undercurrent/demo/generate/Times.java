package io.undercurrent.demo.generate;

import io.undercurrent.schemas.Micros;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.value.TimePattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Writes times in the form that a stream reads. */
final class Times {
    private final SourceOptions source;
    private final DateTimeFormatter pattern;

    Times(SourceOptions source) {
        this.source = source;
        String declared = source.time().pattern();
        pattern = declared == null ? null : TimePattern.formatter(declared);
    }

    /** A time, microseconds since the epoch, as a number or a text. */
    Object write(long micros) {
        if (source.format() == SourceOptions.Format.AVRO) {
            return micros;
        }
        Instant instant = Micros.instant(micros);
        return switch (source.time().unit()) {
            case S -> BigDecimal.valueOf(micros, 6);
            case MS -> BigDecimal.valueOf(micros, 3);
            case US -> micros;
            case NS -> micros * 1000;
            case ISO -> instant.toString();
            case PATTERN -> pattern.format(instant.atZone(source.time().zone()));
        };
    }

    /** A time as a text: in the declared pattern, or ISO-8601. */
    String text(long micros) {
        Instant instant = Micros.instant(micros);
        return pattern == null
                ? instant.toString()
                : pattern.format(instant.atZone(source.time().zone()));
    }

    /**
     * A time as a whole number of the declared unit; in microseconds if the unit is that of a text.
     */
    long whole(long micros) {
        return switch (source.time().unit()) {
            case S -> Math.floorDiv(micros, 1_000_000L);
            case MS -> Math.floorDiv(micros, 1000L);
            case NS -> micros * 1000;
            case US, ISO, PATTERN -> micros;
        };
    }
}
