package io.undercurrent.training.network;

/**
 * Inputs and targets of a network for a run of T tokens. Bases and targets are in the token's own
 * scaled units. Rows are shared, not copied.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public final class Tokens<V> {
    private final V[] inputs;
    private final V[] bases;
    private final V[] targets;
    private final V[] units;

    /**
     * Creates a run of tokens.
     *
     * @param inputs [T][F]
     * @param bases [T][H K], all of the first horizon, then of the second
     * @param targets [T][H], NaN where the value is missing or beyond the data
     * @param units [T][H], recent error of that horizon: the unit of offsets and of the loss, above
     *     0
     */
    public Tokens(V[] inputs, V[] bases, V[] targets, V[] units) {
        this.inputs = inputs;
        this.bases = bases;
        this.targets = targets;
        this.units = units;
    }

    /** [T][F]. */
    public V[] inputs() {
        return inputs;
    }

    /** [T][H K]. */
    public V[] bases() {
        return bases;
    }

    /** [T][H], NaN where unknown. */
    public V[] targets() {
        return targets;
    }

    /** [T][H], above 0. */
    public V[] units() {
        return units;
    }
}
