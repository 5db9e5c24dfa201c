package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.value.TimePattern;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Reads texts in a declared pattern. A pattern without a time of day means midnight; one without a
 * zone means the declared zone.
 *
 * <p>It costs several times as much as {@link IsoTime}.
 */
final class PatternTime extends TimeFormat {
    private final DateTimeFormatter formatter;
    private final String pattern;
    private final ZoneId zone;

    PatternTime(String field, String pattern, ZoneId zone) {
        super(field);
        this.formatter = TimePattern.formatter(pattern);
        this.pattern = pattern;
        this.zone = zone.normalized();
    }

    @Override
    public boolean isNumber() {
        return false;
    }

    @Override
    public long micros(String text) throws BadRecordException {
        try {
            return micros(instant(TimePattern.zoned(formatter, text.strip(), zone)), text);
        } catch (DateTimeException e) {
            throw Faults.badTime(
                    "time field "
                            + Details.quote(field)
                            + " is "
                            + Details.quote(text)
                            + ", which does not fit source.time.pattern "
                            + Details.quote(pattern));
        }
    }
}
