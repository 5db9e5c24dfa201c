package io.undercurrent.mamba2.forms;

import java.util.List;

/**
 * The inputs of the SSD operator, with the reference's names. Each optional input has a method that
 * sets it. Arrays are neither copied nor changed.
 *
 * @param <V> row type of the precision
 */
public final class SsdInputs<V> {

    final Packing packing;
    final V[] x;
    final V[] dt;
    final V a;
    final V[] b;
    final V[] c;

    /** [T][H P], or null for no gate. */
    V[] z;

    /** [H], or null. */
    V dtBias;

    /** [H P], or null. */
    V skip;

    /** [T], or null for all 1. */
    float[] gapRatios;

    /** [N][H P] for each sequence, or null for zeros. */
    List<V[]> initialStates;

    /**
     * The required inputs.
     *
     * @param packing how the T tokens form sequences
     * @param x [T][xHeads P]
     * @param dt [T][H], raw
     * @param a [H], negative
     * @param b [T][bGroups N]
     * @param c [T][cGroups N]
     */
    public SsdInputs(Packing packing, V[] x, V[] dt, V a, V[] b, V[] c) {
        this.packing = packing;
        this.x = x;
        this.dt = dt;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    /** Multiplies the output by silu(z), z [T][H P]. */
    public SsdInputs<V> gate(V[] values) {
        z = values;
        return this;
    }

    /** Adds a bias [H] to the raw dt. */
    public SsdInputs<V> dtBias(V values) {
        dtBias = values;
        return this;
    }

    /** Adds D x to the output, D [H P]. */
    public SsdInputs<V> skip(V values) {
        skip = values;
        return this;
    }

    /** Multiplies dt in the decay by the ratios [T]; null if all are 1. */
    public SsdInputs<V> gapRatios(float[] values) {
        gapRatios = values;
        return this;
    }

    /** Starts from the given states, [N][H P] for each sequence, instead of zeros. */
    public SsdInputs<V> initialStates(List<V[]> states) {
        initialStates = states;
        return this;
    }
}
