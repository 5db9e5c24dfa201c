package io.undercurrent.spec.decode.time;

import io.undercurrent.spec.decode.event.Numbers;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * The meanings that a number in a time column may have.
 *
 * <p>Digits of a calendar take precedence: 8, 12 or 14 digits that are a date of 1900 to 2100
 * would, as counts since 1970, lie in 1970, 1976 or in the 27th century. Counts are accepted from
 * 1971 to 2100, a range in which the four units cannot be mistaken for each other.
 */
enum NumericTime {
    /** yyyyMMdd. */
    DAY,
    /** yyyyMMddHHmm. */
    MINUTE,
    /** yyyyMMddHHmmss, with a fraction after a point or three, six or nine digits without. */
    SECOND,
    S,
    MS,
    US,
    NS,
    /** 2023. */
    YEAR,
    /** 202301. */
    MONTH,
    /** yyyyMMddHH; in 2030 to 2036 the digits may also be seconds. */
    HOUR,
    /** 20000 to 80000: a spreadsheet's dates of 1954 to 2119, or a count. */
    SERIAL,
    /** A row's number, a count from some other start, or nonsense. */
    OTHER;

    private static final double FIRST = 31_536_000; // 1971-01-01 in seconds
    private static final double END = 4_133_980_800.0; // 2101-01-01
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    /** The meaning of a text without blanks that {@link Numbers#plain} can parse. */
    static NumericTime of(String text) {
        int point = text.indexOf('.');
        String digits = point < 0 ? text : text.substring(0, point);
        NumericTime calendar =
                digits.chars().allMatch(c -> c >= '0' && c <= '9') ? calendar(digits) : null;
        boolean fits = calendar == SECOND ? point < 0 || digits.length() == 14 : point < 0;
        if (calendar != null && fits) {
            return calendar;
        }
        double number = Numbers.plain(text);
        return number >= 20_000 && number < 80_000 ? SERIAL : unit(number);
    }

    /** Whether all of these may be days written yyMMdd. */
    static boolean isShortDay(String text) {
        return text.matches("\\d{6}") && isDay("20" + text);
    }

    private static NumericTime calendar(String digits) {
        return switch (digits.length()) {
            case 4 -> isYear(digits, 1600, 2200) ? YEAR : null;
            case 6 -> isMonth(digits) ? MONTH : null;
            case 8 -> isDay(digits) ? DAY : null;
            case 10 -> isDay(digits) && isTime(digits + "0000") ? HOUR : null;
            case 12 -> isDay(digits) && isTime(digits + "00") ? MINUTE : null;
            case 14, 17, 20, 23 -> isDay(digits) && isTime(digits) ? SECOND : null;
            default -> null;
        };
    }

    private static NumericTime unit(double number) {
        NumericTime[] units = {S, MS, US, NS};
        double scale = 1;
        for (NumericTime unit : units) {
            if (number >= FIRST * scale && number < END * scale) {
                return unit;
            }
            scale *= 1000;
        }
        return OTHER;
    }

    private static boolean isYear(String digits, int first, int last) {
        int year = Integer.parseInt(digits.substring(0, 4));
        return year >= first && year <= last;
    }

    private static boolean isMonth(String digits) {
        int month = Integer.parseInt(digits.substring(4, 6));
        return isYear(digits, FIRST_YEAR, LAST_YEAR) && month >= 1 && month <= 12;
    }

    private static boolean isDay(String digits) {
        if (!isMonth(digits)) {
            return false;
        }
        try {
            LocalDate.of(part(digits, 0, 4), part(digits, 4, 6), part(digits, 6, 8));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isTime(String digits) {
        try {
            LocalTime.of(part(digits, 8, 10), part(digits, 10, 12), part(digits, 12, 14));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int part(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }
}
