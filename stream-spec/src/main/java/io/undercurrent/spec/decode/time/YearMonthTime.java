package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads years, or years and months: 2023, 2023-01, 202301. Each means its first midnight. */
final class YearMonthTime extends TimeFormat {
    private static final Pattern YEAR = Pattern.compile("(\\d{4})()");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-?(0[1-9]|1[0-2])");

    private final Pattern pattern;
    private final ZoneId zone;

    private YearMonthTime(String field, Pattern pattern, ZoneId zone) {
        super(field);
        this.pattern = pattern;
        this.zone = zone.normalized();
    }

    static TimeFormat years(String field, ZoneId zone) {
        return new YearMonthTime(field, YEAR, zone);
    }

    static TimeFormat months(String field, ZoneId zone) {
        return new YearMonthTime(field, MONTH, zone);
    }

    @Override
    public boolean isNumber() {
        return false;
    }

    @Override
    public long micros(String text) throws BadRecordException {
        Matcher matcher = pattern.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).equals("0000")) {
            throw Faults.badTime(
                    "time field "
                            + Details.quote(field)
                            + " is "
                            + Details.quote(text)
                            + (pattern == YEAR
                                    ? ", which is no year such as 2023"
                                    : ", which is no month such as 2023-01 or 202301"));
        }
        int month = pattern == YEAR ? 1 : Integer.parseInt(matcher.group(2));
        LocalDate day = LocalDate.of(Integer.parseInt(matcher.group(1)), month, 1);
        return micros(instant(day.atStartOfDay(), zone), text);
    }
}
