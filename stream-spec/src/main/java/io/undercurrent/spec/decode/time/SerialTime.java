package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Reads spreadsheets' dates: days since 1899-12-30 with the time of day as a fraction, in the local
 * time of the zone.
 *
 * <p>Times are rounded to the millisecond, because a fraction of fifteen digits does not hold a
 * second exactly. Dates before March 1900 are a day off in some spreadsheets, which count a 29th of
 * February 1900.
 */
final class SerialTime extends TimeFormat {
    /** The day after 9999-12-31; it and later days are refused. */
    private static final BigDecimal LAST = BigDecimal.valueOf(2_958_466);

    private static final BigDecimal MILLIS_A_DAY = BigDecimal.valueOf(86_400_000);
    private static final LocalDateTime START = LocalDateTime.of(1899, 12, 30, 0, 0);
    private static final int MAX_CHARS = 40;

    private final ZoneId zone;

    SerialTime(String field, ZoneId zone) {
        super(field);
        this.zone = zone.normalized();
    }

    @Override
    public boolean isNumber() {
        return true;
    }

    @Override
    public long micros(String text) throws BadRecordException {
        BigDecimal days = days(text.strip());
        if (days == null || days.signum() < 0 || days.compareTo(LAST) >= 0) {
            throw Faults.badTime(
                    "time field "
                            + Details.quote(field)
                            + " is "
                            + Details.quote(text)
                            + ", which is no spreadsheet's date such as 45000.5: allowed are days"
                            + " since 1899-12-30, 0 to 2958465");
        }
        long millis =
                days.multiply(MILLIS_A_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return micros(instant(START.plusNanos(millis * 1_000_000L), zone), text);
    }

    private static BigDecimal days(String text) {
        try {
            BigDecimal days = text.length() > MAX_CHARS ? null : new BigDecimal(text);
            // A huge exponent is cheap to read and ruinous to compute with.
            return days == null || Math.abs((long) days.scale()) > MAX_CHARS ? null : days;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
