package io.undercurrent.demo.view;

import java.util.Locale;

/** How a key's values are written, in at most {@value #WIDTH} characters. */
public enum ValueFormat {
    /** A bare number, {@code 1234}, {@code 0.0568}, {@code 1.23e+10}. */
    PLAIN {
        @Override
        String ofFinite(double value) {
            double size = Math.abs(value);
            if (size != 0 && (size < 1e-3 || size >= 1e6)) {
                return scientific(value);
            }
            int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
            return number("%." + decimals + "f", value);
        }
    },
    /** Percent with one decimal, {@code 12.3 %}. */
    PERCENT {
        @Override
        String ofFinite(double value) {
            return number(Math.abs(value) < 10_000 ? "%.1f %%" : "%.0e %%", value);
        }
    },
    /** Bytes a second in decimal multiples, {@code 1.2 MB/s}. */
    BYTES_PER_SECOND {
        @Override
        String ofFinite(double value) {
            double scaled = value;
            int unit = 0;
            // 999.5 would be written as 1000.
            while (Math.abs(scaled) >= 999.5 && unit < UNITS.length() - 1) {
                scaled /= 1000;
                unit++;
            }
            if (Math.abs(scaled) >= 999.5) {
                return scientific(value);
            }
            boolean whole = unit == 0 || Math.abs(scaled) >= 9.95;
            String prefix = unit == 0 ? "" : UNITS.substring(unit, unit + 1);
            return number(whole ? "%.0f" : "%.1f", scaled) + " " + prefix + "B/s";
        }
    };

    static final int WIDTH = 9;

    private static final String UNITS = " kMGTP";

    /** Writes a value; {@code -} stands for NaN. */
    public String format(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : ofFinite(value);
    }

    abstract String ofFinite(double value);

    private static String scientific(double value) {
        double size = Math.abs(value);
        boolean longExponent = size >= 9.99e99 || size < 1e-99;
        return number(longExponent ? "%.1e" : "%.2e", value);
    }

    private static String number(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
