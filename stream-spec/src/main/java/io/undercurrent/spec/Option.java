package io.undercurrent.spec;

/**
 * One entry of {@code stream.yaml}: key, type, default and description in one place.
 *
 * @param key dotted
 * @param type how its text becomes a value and what is allowed
 * @param required whether a stream cannot do without it
 * @param fallback the text that holds where the file says nothing, {@code <source.topic>} standing
 *     for that option's value; null where there is none
 * @param description one sentence, with the unit where there is one
 * @param <T> the value's type
 */
record Option<T>(
        String key, OptionType<T> type, boolean required, String fallback, String description) {

    static <T> Option<T> required(String key, OptionType<T> type, String description) {
        return new Option<>(key, type, true, null, description);
    }

    static <T> Option<T> optional(
            String key, OptionType<T> type, String fallback, String description) {
        return new Option<>(key, type, false, fallback, description);
    }

    /** An option that has no value unless the file gives one. */
    static <T> Option<T> unset(String key, OptionType<T> type, String description) {
        return new Option<>(key, type, false, null, description);
    }

    /** The part before the first dot; the key itself where it has none. */
    String section() {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
