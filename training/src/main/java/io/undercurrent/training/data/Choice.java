package io.undercurrent.training.data;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

/** Finds what a user names. */
public final class Choice {
    private Choice() {}

    /**
     * The one of a name, in upper or lower case.
     *
     * @param what what the name is of, for the message
     * @param name what the user wrote
     * @param among all that there are
     * @param id gives the name of each
     * @return the one
     * @throws IllegalArgumentException if none has that name; the message lists what is allowed
     */
    public static <T> T of(
            String what,
            String name,
            Collection<? extends T> among,
            Function<? super T, String> id) {
        for (T one : among) {
            if (id.apply(one).equalsIgnoreCase(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s '%s': allowed are %s",
                        what,
                        name,
                        among.stream().map(id).toList()));
    }
}
