package io.undercurrent.spec.option;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How an option's text becomes a value, and the words for what is allowed.
 *
 * @param name the type's name on the reference page
 * @param allowed completes the sentence "allowed is ..." or "allowed are ..."
 * @param isList whether the file gives a list of texts
 * @param parser converts the texts (one, unless it is a list) into the value; throws
 *     IllegalArgumentException if they are not allowed, with a message if there is more to say than
 *     {@code allowed}
 * @param <T> the value's type
 */
public record OptionType<T>(
        String name, String allowed, boolean isList, Function<List<String>, T> parser) {

    static <T> OptionType<T> scalar(String name, String allowed, Function<String, T> parser) {
        return new OptionType<>(name, allowed, false, texts -> parser.apply(texts.get(0)));
    }

    /** This type with an additional check and another description of what is allowed. */
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

    /** This type with its value converted into another. */
    <U> OptionType<U> then(Function<T, U> further) {
        return new OptionType<>(name, allowed, isList, texts -> further.apply(parser.apply(texts)));
    }
}
