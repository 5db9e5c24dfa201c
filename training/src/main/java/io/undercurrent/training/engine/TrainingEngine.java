package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;

/**
 * Trains one network: a whole step, forward, backward and update, behind one call, so that an
 * engine may keep everything on its device. Not thread-safe; it may use threads of its own.
 */
public interface TrainingEngine extends AutoCloseable {

    /** Name, and what it runs on: backend, device, threads. */
    String describe();

    /**
     * One optimiser step.
     *
     * @param learningRate this step's
     * @return mean loss over the batch's known targets before the update
     * @throws IllegalArgumentException if the batch does not fit the network
     * @throws DivergedException if loss or gradient is not finite; the weights are as before
     */
    double step(Batch batch, double learningRate);

    /**
     * Mean loss over the batch's known targets; nothing is learned, and states are carried apart
     * from those of {@link #step}.
     */
    double loss(Batch batch);

    /** The weights as they are now, copied. */
    Parameters<float[]> parameters();

    /** Weights and all that the next steps depend on, copied, between two runs of pieces. */
    EngineState state();

    /** Goes on from a state of an engine of the same network. */
    void restore(EngineState state);

    @Override
    void close();
}
