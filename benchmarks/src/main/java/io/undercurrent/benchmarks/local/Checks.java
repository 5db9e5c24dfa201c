package io.undercurrent.benchmarks.local;

import java.util.Locale;

/** Refuses options before anything is started. */
public final class Checks {
    private Checks() {}

    /**
     * Refuses one option's value.
     *
     * @param ok whether it is allowed
     * @param option its name
     * @param value as it was given
     * @param allowed in words
     * @throws IllegalArgumentException where it is not
     */
    public static void option(boolean ok, String option, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s = %s: allowed are %s", option, value, allowed));
        }
    }
}
