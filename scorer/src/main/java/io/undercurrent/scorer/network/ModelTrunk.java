package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneStep;

/** The part of a model that turns inputs into d_model features, with the state it needs. */
public interface ModelTrunk {
    /**
     * A hash that distinguishes it from other trunks, apart from its parameters; empty if nothing
     * does.
     */
    String sha256();

    /** Number of floats of a channel's convolution tails. */
    int convFloats();

    /** Number of floats of a channel's SSM states. */
    int ssmFloats();

    /** Writes the initial state of a channel. */
    void initState(float[] state, int offset);

    /** Creates a step for up to maxBatch channels together, for one thread. */
    BackboneStep newStep(int maxBatch);

    /** Creates the chunked form, with the same bits as the step, for one thread. */
    Chunks newChunks();

    /** Runs the model over a channel's next events. */
    @FunctionalInterface
    interface Chunks {
        /**
         * Inputs and outputs are n rows of [d_model]; the state is updated in place from offset on.
         */
        void run(int n, float[][] inputs, float[] state, int offset, float[][] outputs);
    }
}
