package io.undercurrent.spec;

/**
 * One option of {@code stream.yaml}, as its {@link Option} annotation declares it.
 *
 * @param key the whole key, dotted
 * @param type how its text becomes a value and what is allowed
 * @param required whether a stream needs it
 * @param fallback the default as text, in which {@link #TOPIC} stands for the source topic's name;
 *     null if there is no default
 * @param secret whether its value is never shown
 * @param description on one line
 */
record DeclaredOption(
        String key,
        OptionType<?> type,
        boolean required,
        String fallback,
        boolean secret,
        String description) {
    /** The placeholder for the source topic's name in a default. */
    static final String TOPIC = "<source.topic>";

    static DeclaredOption of(String key, Option option, OptionType<?> type) {
        return new DeclaredOption(
                key,
                type,
                option.required(),
                option.byDefault().isEmpty() ? null : option.byDefault(),
                option.secret(),
                option.doc().strip().replaceAll("\\s*\n\\s*", " "));
    }

    /** The part before the first dot; the key itself if it has none. */
    String section() {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
