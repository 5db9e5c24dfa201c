package io.undercurrent.spec.decode.event;

import io.undercurrent.spec.value.ValueLimits;

/**
 * Checks values for all formats: finite, NaN for missing, or a refusal with the reason.
 *
 * <p>Infinity is refused and not taken as missing, because it shows that a producer divided by
 * zero. Text must be a plain decimal number, because Java's own rules also accept {@code 0x1p3} or
 * {@code 12d}.
 */
public final class Numbers {
    private Numbers() {}

    /**
     * Refuses a value that is neither NaN nor within {@link ValueLimits}.
     *
     * @param field the value field's name, for the message
     * @param value as decoded
     * @return the value
     * @throws BadRecordException if the value is infinite or beyond the limits
     */
    public static double finite(String field, double value) throws BadRecordException {
        if (Double.isInfinite(value)) {
            throw Faults.infinite(field, value > 0 ? "Infinity" : "-Infinity");
        }
        if (!ValueLimits.allows(value)) {
            throw Faults.beyondLimits(field, Double.toString(value));
        }
        return value;
    }

    /**
     * Parses a decimal number.
     *
     * @param number a text without blanks
     * @return NaN if the text is no decimal number
     */
    public static double plain(String number) {
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

    /**
     * Whether a text means infinity.
     *
     * @param number a text of at least one character, without blanks
     * @return true for inf and infinity, in upper or lower case, with or without a sign
     */
    public static boolean isInfinity(String number) {
        char sign = number.charAt(0);
        String name = sign == '-' || sign == '+' ? number.substring(1) : number;
        return name.equalsIgnoreCase("infinity") || name.equalsIgnoreCase("inf");
    }
}
