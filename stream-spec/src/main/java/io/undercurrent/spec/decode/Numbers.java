package io.undercurrent.spec.decode;

import io.undercurrent.schemas.DeadLetterReason;

/**
 * Reads values: finite, missing (NaN), or a reason why not.
 *
 * <p>Infinity is refused rather than taken as missing, since it says that a producer divided by
 * zero; text must be a plain decimal number, since Java's own rules also take {@code 0x1p3} or
 * {@code 12d}.
 */
final class Numbers {
    private Numbers() {}

    /**
     * A cell of text as a value.
     *
     * @param field the value field's name, for the message
     * @param text the cell; empty and NaN mean missing
     * @return a finite number or NaN
     */
    static double parse(String field, String text) throws BadRecordException {
        String number = text.strip();
        if (number.isEmpty() || number.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        double value = plain(number);
        if (!Double.isNaN(value)) {
            return finite(field, value);
        }
        if (isInfinity(number)) {
            throw Faults.infinite(field, number);
        }
        throw Faults.badValue(field, Details.quote(text));
    }

    /** The value, where it is finite or NaN. */
    static double finite(String field, double value) throws BadRecordException {
        if (Double.isInfinite(value)) {
            throw Faults.infinite(field, value > 0 ? "Infinity" : "-Infinity");
        }
        return value;
    }

    /** Whether a cell of text is a number or missing, as {@link #parse} would take it. */
    static boolean isValue(String text) {
        try {
            parse("", text);
            return true;
        } catch (BadRecordException e) {
            return e.reason() == DeadLetterReason.INFINITE_VALUE;
        }
    }

    /** The number that a text without blanks writes in decimal; NaN where it writes none. */
    static double plain(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isInfinity(String number) {
        char sign = number.charAt(0);
        String name = sign == '-' || sign == '+' ? number.substring(1) : number;
        return name.equalsIgnoreCase("infinity") || name.equalsIgnoreCase("inf");
    }
}
