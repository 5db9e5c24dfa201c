package io.undercurrent.scorer.inputs;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The contents of a token; part of a trained model, because its weights fit no others. The kinds
 * are numbers and discrete events.
 */
public sealed interface TokenOptions permits InputOptions, EventOptions {
    /** Most fields of an event: channels and covariates together. */
    int MAX_FIELDS = 64;

    /** Trained steps ahead, strictly rising, from 1. */
    List<Integer> horizons();

    /** Seasons per series, at least 1. */
    int seasons();

    /** The ring's size in a model's folder. */
    int ring();

    /**
     * Number of earlier raw values that a token depends on; a drawn series includes as many before
     * it.
     */
    int past();

    /** Value fields in a token; 1 if each is read by itself. */
    int channels();

    /** Fields in a token that are not forecast. */
    int covariates();

    /**
     * Whether the network reads streams with these numbers of fields.
     *
     * @param streamChannels value fields of an event
     * @param streamCovariates its other fields
     */
    boolean reads(int streamChannels, int streamCovariates);

    /**
     * Calls the function of this kind. A new kind adds a parameter, so the compiler names every
     * place that has to handle it.
     */
    <R> R match(
            Function<? super InputOptions, ? extends R> numbers,
            Function<? super EventOptions, ? extends R> events);

    /** Number of channels and covariates. */
    default int fields() {
        return channels() + covariates();
    }

    /** Whether a token contains fields other than its own. */
    default boolean isTogether() {
        return fields() > 1;
    }

    /** The horizons as a new array. */
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
