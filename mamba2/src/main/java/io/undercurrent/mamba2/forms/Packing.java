package io.undercurrent.mamba2.forms;

import java.util.Arrays;

/**
 * Several sequences packed end to end into one array of tokens. Convolution and scan restart at
 * each sequence, so sequences of any lengths can share the projections' matrix products. A batch of
 * equal lengths is the simplest case. The reference calls the boundaries {@code cu_seqlens}.
 */
public final class Packing {

    private final int[] boundaries;

    private Packing(int[] boundaries) {
        this.boundaries = boundaries;
    }

    /** One sequence. */
    public static Packing single(int length) {
        return ofLengths(length);
    }

    /** Sequences of equal length. */
    public static Packing batch(int sequences, int length) {
        int[] lengths = new int[sequences];
        Arrays.fill(lengths, length);
        return ofLengths(lengths);
    }

    /**
     * Sequences of the given lengths; a sequence of length 0 returns its initial state.
     *
     * @throws IllegalArgumentException if a length is negative or the sum exceeds an int
     */
    public static Packing ofLengths(int... lengths) {
        int[] boundaries = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 0 || lengths[i] > Integer.MAX_VALUE - boundaries[i]) {
                throw new IllegalArgumentException(
                        "sequence "
                                + i
                                + " of length "
                                + lengths[i]
                                + " after "
                                + boundaries[i]
                                + " tokens; lengths are >= 0 and sum to less than 2^31");
            }
            boundaries[i + 1] = boundaries[i] + lengths[i];
        }
        return new Packing(boundaries);
    }

    /** Number of sequences. */
    public int sequences() {
        return boundaries.length - 1;
    }

    /** Total number of tokens in all sequences, T. */
    public int tokens() {
        return boundaries[boundaries.length - 1];
    }

    /** Index of a sequence's first token. */
    public int start(int sequence) {
        return boundaries[sequence];
    }

    /** Index after a sequence's last token. */
    public int end(int sequence) {
        return boundaries[sequence + 1];
    }
}
