package io.undercurrent.scorer.inputs;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a token is made of; part of a trained model, as its weights fit no other. The kinds are
 * numbers and discrete events.
 */
public sealed interface TokenOptions permits InputOptions, EventOptions {
    /** Most fields of an event: channels and covariates together. */
    int MOST_FIELDS = 64;

    /** Steps ahead that are trained, strictly rising, from 1. */
    List<Integer> horizons();

    /** Seasons that a series has room for, at least 1. */
    int seasons();

    /** The ring's size as a model's folder states it. */
    int ring();

    /** Raw values of its past that a token depends on; a series is drawn with that much before. */
    int past();

    /** Value fields that a token tells of; 1 where each is read by itself. */
    int channels();

    /** Fields that a token tells of besides and that are not forecast. */
    int covariates();

    /**
     * Whether the network reads streams of so many fields.
     *
     * @param streamChannels value fields of an event
     * @param streamCovariates its other fields
     */
    boolean reads(int streamChannels, int streamCovariates);

    /**
     * Calls the function of this kind. A new kind adds a parameter, and the compiler then names
     * every place that has to know it.
     */
    <R> R match(
            Function<? super InputOptions, ? extends R> numbers,
            Function<? super EventOptions, ? extends R> events);

    /** Channels and covariates. */
    default int fields() {
        return channels() + covariates();
    }

    /** Whether a token tells of fields other than its own. */
    default boolean isTogether() {
        return fields() > 1;
    }

    /** The horizons as an array of its own. */
    default int[] horizonArray() {
        return horizons().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Throws with the option's name, its value and what is allowed. */
    static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s = %s: allowed are %s", name, value, allowed));
        }
    }
}
