package io.undercurrent.spec.decode;

import io.undercurrent.spec.ValueLimits;

/**
 * What all formats share about values: finite, missing (NaN), or a reason why not.
 *
 * <p>Infinity is refused rather than taken as missing, since it says that a producer divided by
 * zero; text must be a plain decimal number, since Java's own rules also take {@code 0x1p3} or
 * {@code 12d}.
 */
final class Numbers {
    private Numbers() {}

    /** The value, where it is NaN or within {@link ValueLimits}. */
    static double finite(String field, double value) throws BadRecordException {
        if (Double.isInfinite(value)) {
            throw Faults.infinite(field, value > 0 ? "Infinity" : "-Infinity");
        }
        if (!ValueLimits.allows(value)) {
            throw Faults.beyondLimits(field, Double.toString(value));
        }
        return value;
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

    /** Whether a text without blanks, at least one character, says infinity. */
    static boolean isInfinity(String number) {
        char sign = number.charAt(0);
        String name = sign == '-' || sign == '+' ? number.substring(1) : number;
        return name.equalsIgnoreCase("infinity") || name.equalsIgnoreCase("inf");
    }
}
