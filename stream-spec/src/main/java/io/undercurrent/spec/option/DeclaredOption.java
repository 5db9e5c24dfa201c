package io.undercurrent.spec.option;

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
public record DeclaredOption(
        String key,
        OptionType<?> type,
        boolean required,
        String fallback,
        boolean secret,
        String description) {
    /** The placeholder for the source topic's name in a default. */
    public static final String TOPIC = "<source.topic>";

    /**
     * The option that an annotation declares.
     *
     * @param key the whole key, dotted
     * @param option the annotation
     * @param type how the option's text becomes a value
     * @return its declaration
     */
    public static DeclaredOption of(String key, Option option, OptionType<?> type) {
        return new DeclaredOption(
                key,
                type,
                option.required(),
                option.byDefault().isEmpty() ? null : option.byDefault(),
                option.secret(),
                option.doc().strip().replaceAll("\\s*\n\\s*", " "));
    }

    /**
     * The section that the option is shown in.
     *
     * @return the key's part before the first dot; the key itself if it has none
     */
    public String section() {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
