package io.undercurrent.training.engine;

import io.undercurrent.scorer.network.NetworkConfig;
import java.util.Locale;

/**
 * Equally long pieces of several series as flat arrays, row-major, a form that any engine can take.
 * The arrays are shared, not copied. An engine that makes tokens on its device ({@link TokenMaker})
 * has batches of its own kind, whose arrays are copied from there when somebody asks for them.
 */
public class Batch {
    private final int sequences;
    private final int length;
    private final float[] inputs;
    private final float[] bases;
    private final float[] targets;
    private final float[] units;
    private final boolean fresh;

    /**
     * Creates a batch.
     *
     * @param sequences S
     * @param length T, tokens per sequence
     * @param inputs [S][T][F]
     * @param bases [S][T][H][K]
     * @param targets [S][T][H], NaN where unknown
     * @param units [S][T][H], above 0
     * @param fresh whether the pieces begin their series; otherwise each sequence continues from
     *     the state that the previous batch left for it
     */
    public Batch(
            int sequences,
            int length,
            float[] inputs,
            float[] bases,
            float[] targets,
            float[] units,
            boolean fresh) {
        this.sequences = sequences;
        this.length = length;
        this.inputs = inputs;
        this.bases = bases;
        this.targets = targets;
        this.units = units;
        this.fresh = fresh;
    }

    /** S. */
    public final int sequences() {
        return sequences;
    }

    /** T, tokens per sequence. */
    public final int length() {
        return length;
    }

    /** [S][T][F]. */
    public float[] inputs() {
        return inputs;
    }

    /** [S][T][H][K]. */
    public float[] bases() {
        return bases;
    }

    /** [S][T][H], NaN where unknown. */
    public float[] targets() {
        return targets;
    }

    /** [S][T][H], above 0. */
    public float[] units() {
        return units;
    }

    /** Whether the pieces begin their series. */
    public final boolean fresh() {
        return fresh;
    }

    /** Says that nobody reads the batch any more, so that its maker may use its memory again. */
    public void done() {}

    /**
     * Checks that the arrays fit a network.
     *
     * @throws IllegalArgumentException naming the array and both lengths
     */
    public void check(NetworkConfig c) {
        int horizons = c.horizons().size();
        check("inputs", inputs, c.tokenWidth());
        check("bases", bases, horizons * c.bases());
        check("targets", targets, horizons);
        check("units", units, horizons);
    }

    private void check(String name, float[] values, int perToken) {
        long expected = (long) sequences * length * perToken;
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "batch of %d sequences of %d tokens: %s has %d numbers, the network needs %d",
                            sequences,
                            length,
                            name,
                            values.length,
                            expected));
        }
    }
}
