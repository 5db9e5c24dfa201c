package io.undercurrent.spec.option;

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
 * <p>A component without a default is null, or an empty list, if the file does not set it.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Option {
    /** The text in place of brokers' addresses that asks for a broker in this process. */
    String EMBEDDED = "embedded";

    /**
     * The key below the section, if it is not the component's name.
     *
     * @return a key, which may contain dots
     */
    String key() default "";

    /**
     * How the text becomes a value, if the component's type does not decide it.
     *
     * @return the kind
     */
    Kind kind() default Kind.BY_TYPE;

    /**
     * The lower limit, written as in the file; for a list of fields, of its size. A {@code double}
     * must be above it.
     *
     * @return a number, a duration or a size
     */
    String min() default "";

    /**
     * The upper limit, written as in the file; for a list of fields, of its size. Only {@link
     * Kind#BETWEEN} does not allow the limit itself.
     *
     * @return a number, a duration or a size
     */
    String max() default "";

    /**
     * Completes the sentence "allowed are ..." for texts and lists of texts; every other kind has
     * fixed words.
     *
     * @return a noun phrase in the plural
     */
    String allowed() default "";

    /**
     * The default, written as in the file, with a list's elements separated by a comma and a blank;
     * {@code <source.topic>} stands for that option's value.
     *
     * @return empty if there is no default
     */
    String byDefault() default "";

    /**
     * Whether a stream needs the option.
     *
     * @return true if a file without it is refused
     */
    boolean required() default false;

    /**
     * Whether messages and printed settings show {@code ****} in place of the value.
     *
     * @return true if the value is masked
     */
    boolean secret() default false;

    /**
     * Describes the option for the reference page, in whole sentences and with the unit if it has
     * one. Line ends count as blanks.
     *
     * @return one line of text, or several
     */
    String doc();

    /** How a text is parsed and checked. */
    enum Kind {
        /**
         * The kind that follows from the component's type: whole numbers, numbers above the
         * minimum, true or false, durations, choices of an enum, time zones, addresses, characters,
         * texts and lists.
         */
        BY_TYPE,
        /** A size in bytes. */
        BYTES,
        /** A number between two limits that are themselves not allowed. */
        BETWEEN,
        /** A point or a comma. */
        DECIMAL_SEPARATOR,
        /** A list of texts without duplicates. */
        DISTINCT,
        /** A topic's name. */
        TOPIC,
        /** ResultRouting of brokers, or {@link #EMBEDDED}. */
        BROKERS,
        /** A URI. */
        URI,
        /** A URL of http or https without credentials. */
        URL,
        /** A text that is allowed in an HTTP header. */
        TOKEN,
        /** Certificates or a key, as PEM text. */
        PEM,
        /** A pattern of java.time with a whole date. */
        TIME_PATTERN,
        /** A regular expression with one capturing group. */
        GROUP_PATTERN
    }
}
