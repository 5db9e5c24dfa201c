package io.undercurrent.lab.synthetic;

import io.undercurrent.training.data.Series;

/**
 * Draws synthetic series by number, so that workers can make any of them in any order and training
 * needs no files: about two microseconds an observation.
 *
 * <p>A series is determined by seed, index and length on every machine. One of another length is
 * another series of similar making, not a longer piece of the same one.
 */
public final class SyntheticSeries {
    /** The shortest series: shorter ones have no room for a season. */
    public static final int MIN_LENGTH = 32;

    /** The longest series: a process of four times as many steps still fits an array easily. */
    public static final int MAX_LENGTH = 1 << 22;

    private SyntheticSeries() {}

    /**
     * Returns series {@code index} of {@code seed}: values finite or, where missing, NaN; times in
     * microseconds since 1970 UTC, strictly rising; declared seasons in rows, rising, or 1 alone
     * for none.
     *
     * @param seed of the whole collection
     * @param index which of its series, from 0
     * @param length events, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
     * @return the series, named after seed and index
     * @throws IllegalArgumentException for an index below 0 or a length that is not allowed
     */
    public static Series generate(long seed, long index, int length) {
        return Synthesis.of(seed, index, length).series();
    }

    /**
     * Says in words what {@link #generate} composes for the same arguments, the ingredients as
     * {@code "name: how"} joined by {@code "; "}.
     *
     * @param seed of the whole collection
     * @param index which of its series, from 0
     * @param length events, as the composition depends on what fits
     * @return the ingredients
     * @throws IllegalArgumentException as {@link #generate} does
     */
    public static String describe(long seed, long index, int length) {
        return String.join("; ", Synthesis.of(seed, index, length).words());
    }
}
