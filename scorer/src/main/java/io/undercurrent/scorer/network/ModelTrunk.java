package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneStep;

/** The part of a model that turns inputs into features of d_model, with the state it needs. */
public interface ModelTrunk {
    /** What tells it from others besides its parameters; empty where nothing does. */
    String sha256();

    /** Floats of convolution tails of a channel's state. */
    int convFloats();

    /** Floats of SSM states of a channel's state. */
    int ssmFloats();

    /** Writes the state of a channel that has seen nothing. */
    void initState(float[] state, int offset);

    /** The step for up to maxBatch channels at once, for one thread. */
    BackboneStep newStep(int maxBatch);

    /** The chunked form, to the bits of the step, for one thread. */
    Chunks newChunks();

    /** A channel's next events in one run. */
    @FunctionalInterface
    interface Chunks {
        /**
         * Inputs and outputs are n rows of [d_model]; the state is updated in place from offset on.
         */
        void run(int n, float[][] inputs, float[] state, int offset, float[][] outputs);
    }
}
