package io.undercurrent.spec;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How an option's text becomes a value, and the words for what is allowed.
 *
 * @param name what the reference page calls it
 * @param allowed ends the sentence "allowed is ..." or "allowed are ..."
 * @param isList whether the file gives a list of texts
 * @param parser turns the texts, one where it is no list, into the value; throws
 *     IllegalArgumentException where they are not allowed, with a message where there is more to
 *     say than {@code allowed}
 * @param <T> the value's type
 */
record OptionType<T>(
        String name, String allowed, boolean isList, Function<List<String>, T> parser) {

    static <T> OptionType<T> scalar(String name, String allowed, Function<String, T> parser) {
        return new OptionType<>(name, allowed, false, texts -> parser.apply(texts.get(0)));
    }

    /** This type with its own words for what is allowed and a check of its own. */
    OptionType<T> where(String words, Predicate<T> check) {
        return new OptionType<>(
                name,
                words,
                isList,
                texts -> {
                    T value = parser.apply(texts);
                    if (!check.test(value)) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                });
    }

    /** This type with its value turned into another. */
    <U> OptionType<U> then(Function<T, U> further) {
        return new OptionType<>(name, allowed, isList, texts -> further.apply(parser.apply(texts)));
    }
}
