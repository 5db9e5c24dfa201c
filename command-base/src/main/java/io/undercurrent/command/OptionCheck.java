package io.undercurrent.command;

import java.util.Locale;

/** Refuses values of a command's options in the words that all commands use. */
public final class OptionCheck {
    private OptionCheck() {}

    /**
     * Checks a value.
     *
     * @param ok whether it is allowed
     * @param name the option, such as {@code --keys}
     * @param value what was given
     * @param allowed completes the sentence "allowed are ..."
     * @throws IllegalArgumentException if it is not allowed
     */
    public static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s = %s: allowed are %s", name, value, allowed));
        }
    }
}
