package io.undercurrent.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a record's component as an option of {@code stream.yaml}.
 *
 * <p>This is the only place where an option is declared: the file is validated against it, the
 * component gets its value, and {@code docs/reference/options.md} shows it, in the order of the
 * components. The option's key is the section's and the component's name in kebab case.
 *
 * <p>A component without default that the file does not give is null, or an empty list.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Option {
    /**
     * The key below the section, where it is not the component's name.
     *
     * @return dotted
     */
    String key() default "";

    /**
     * How the text becomes a value, where the component's type does not say it.
     *
     * @return the kind
     */
    Kind kind() default Kind.BY_TYPE;

    /**
     * The least value that is allowed, written as in the file; for a list of fields its least size.
     *
     * @return a number, a duration or a size
     */
    String min() default "";

    /**
     * The largest value that is allowed, written as in the file; for a list of fields its size.
     *
     * @return a number, a duration or a size
     */
    String max() default "";

    /**
     * Ends the sentence "allowed are ..." for texts and lists of texts; every other kind has words
     * of its own.
     *
     * @return a plural
     */
    String allowed() default "";

    /**
     * What holds where the file says nothing, written as in the file, a list's elements separated
     * by comma and blank; {@code <source.topic>} stands for that option's value.
     *
     * @return empty where the option has no value then
     */
    String byDefault() default "";

    /**
     * Whether a stream cannot do without it.
     *
     * @return whether a file without it is refused
     */
    boolean required() default false;

    /**
     * Whether messages and printed settings show {@code ****} in place of the value.
     *
     * @return whether it is never shown
     */
    boolean secret() default false;

    /**
     * What the option does, for the reference page: whole sentences, with the unit where there is
     * one. Line ends in it count as blanks.
     *
     * @return one line of text, or several
     */
    String doc();

    /** Kinds of values beyond what a component's type says. */
    enum Kind {
        /**
         * What suits the component's type: whole numbers, numbers above the least, durations,
         * choices of an enum, time zones, addresses, characters, texts and lists.
         */
        BY_TYPE,
        /** A size in bytes. */
        BYTES,
        /** A number between two that are themselves not allowed. */
        BETWEEN,
        /** A point or a comma. */
        DECIMAL_SEPARATOR,
        /** A list of texts, each once. */
        DISTINCT,
        /** A topic's name. */
        TOPIC,
        /** Addresses of brokers, or {@link StreamSpec#EMBEDDED}. */
        BROKERS,
        /** A URI. */
        URI,
        /** A URL of http or https without credentials. */
        URL,
        /** What may stand in a header of HTTP. */
        TOKEN,
        /** Certificates or a key. */
        PEM,
        /** A pattern of java.time with a whole date. */
        TIME_PATTERN,
        /** A regular expression with one capturing group. */
        GROUP_PATTERN
    }
}
