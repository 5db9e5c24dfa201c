package io.undercurrent.demo.stat;

import java.util.Locale;

/** Formats numbers for people to read; {@code -} stands for NaN. */
final class Units {
    private static final String NONE = "-";

    private Units() {}

    /** Such as 1,234, 12.3 or 0.123. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        // Limits are those of the rounded number: 0.99999 is shown as 1.00.
        int decimals = value == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        return text("%,." + decimals + "f", value);
    }

    /** A whole number. */
    static String count(double value) {
        return Double.isNaN(value) ? NONE : text("%,.0f", value);
    }

    /** A share in percent. */
    static String share(double value) {
        return Double.isNaN(value) ? NONE : text("%.2f %%", 100 * value);
    }

    /** A duration in seconds, with a fitting unit. */
    static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return NONE;
        }
        if (Double.isInfinite(seconds)) {
            return "beyond 30 min";
        }
        double size = Math.abs(seconds);
        if (size < 0.9995e-3) { // from here on it would be shown as 1,000 us
            return number(seconds * 1e6) + " us";
        }
        if (size < 0.9995) {
            return number(seconds * 1e3) + " ms";
        }
        if (size < 120) {
            return number(seconds) + " s";
        }
        if (size < 7200) {
            return number(seconds / 60) + " min";
        }
        return size < 172_800 ? number(seconds / 3600) + " h" : number(seconds / 86_400) + " days";
    }

    private static String text(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
