package io.undercurrent.cli.capacity;

import java.util.Locale;

/** Formats numbers of bytes for people to read. */
final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Bytes() {}

    /** The product {@code times * bytes}, with about three digits and a fitting binary unit. */
    static String of(long times, long bytes) {
        double size = (double) times * bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        String digits = size >= 100 || unit == 0 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits + " %s", size, UNITS[unit]);
    }
}
