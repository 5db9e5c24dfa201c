package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.option.TimeOptions.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads times that are numbers since 1970-01-01T00:00:00Z; fractions of a microsecond are rounded
 * down.
 *
 * <p>Whole numbers take a fast path; fractions and exponents go through BigDecimal, because a
 * double can just hold today's microseconds, but not nanoseconds.
 */
final class EpochTime extends TimeFormat {
    private static final int SAFE_DIGITS = 18;
    private static final int MAX_CHARS = 64;
    private static final BigDecimal MIN = BigDecimal.valueOf(MIN_MICROS);
    private static final BigDecimal MAX = BigDecimal.valueOf(MAX_MICROS);

    private final Unit unit;

    /** Decimal places between the unit and a microsecond. */
    private final int places;

    EpochTime(String field, Unit unit) {
        super(field);
        this.unit = unit;
        this.places =
                switch (unit) {
                    case S -> 6;
                    case MS -> 3;
                    case US -> 0;
                    case NS -> -3;
                    case ISO, PATTERN -> throw new IllegalArgumentException(unit + " is no number");
                };
    }

    @Override
    public boolean isNumber() {
        return true;
    }

    @Override
    public long micros(String text) throws BadRecordException {
        String number = text.strip();
        return isShortWhole(number) ? whole(Long.parseLong(number)) : decimal(number);
    }

    private long whole(long number) throws BadRecordException {
        return switch (unit) {
            case S -> scaled(number, 1_000_000);
            case MS -> scaled(number, 1_000);
            case US -> inRange(field, number);
            default -> inRange(field, Math.floorDiv(number, 1000L));
        };
    }

    private long scaled(long number, long factor) throws BadRecordException {
        if (number < MIN_MICROS / factor || number > MAX_MICROS / factor) {
            throw Faults.outOfRange(field, number + " " + unitName());
        }
        return number * factor;
    }

    private long decimal(String text) throws BadRecordException {
        try {
            if (text.length() <= MAX_CHARS) {
                BigDecimal number = new BigDecimal(text);
                // A huge exponent is cheap to read and ruinous to compute with.
                if (Math.abs((long) number.scale()) > MAX_CHARS) {
                    throw Faults.outOfRange(field, Details.quote(text));
                }
                BigDecimal micros = number.movePointRight(places).setScale(0, RoundingMode.FLOOR);
                if (micros.compareTo(MIN) < 0 || micros.compareTo(MAX) > 0) {
                    throw Faults.outOfRange(field, Details.quote(text) + " " + unitName());
                }
                return micros.longValueExact();
            }
        } catch (NumberFormatException e) {
            // reported below, with what is allowed
        }
        throw Faults.badTime(
                "time field "
                        + Details.quote(field)
                        + " is "
                        + Details.quote(text)
                        + "; source.time.unit: "
                        + unitName()
                        + " expects a number, texts need iso or pattern");
    }

    private String unitName() {
        return switch (unit) {
            case S -> "s";
            case MS -> "ms";
            case US -> "us";
            default -> "ns";
        };
    }

    private static boolean isShortWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() - start > SAFE_DIGITS) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
