package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import java.util.Optional;

/**
 * Trains one network. One call makes a whole step (forward, backward and update), so that an engine
 * may keep everything on its device. Not thread-safe; it may use its own threads.
 */
public interface TrainingEngine extends AutoCloseable {

    /** Name and what the engine runs on: backend, device, threads. */
    String describe();

    /**
     * Makes one optimiser step.
     *
     * @param learningRate of this step
     * @return mean loss over the batch's known targets before the update
     * @throws IllegalArgumentException if the batch does not fit the network
     * @throws DivergedException if loss or gradient is not finite; the weights are unchanged
     */
    double step(Batch batch, double learningRate);

    /**
     * Computes the mean loss over the batch's known targets without learning; carries states
     * separately from those of {@link #step}.
     */
    double loss(Batch batch);

    /** Makes tokens on the engine's device; empty if this machine's cores should make them. */
    default Optional<TokenMaker> tokenMaker() {
        return Optional.empty();
    }

    /** A copy of the current weights. */
    Parameters<float[]> parameters();

    /**
     * A copy of the weights and of everything that later steps depend on; call it between two runs
     * of pieces.
     */
    EngineState state();

    /** Restores a state of an engine of the same network. */
    void restore(EngineState state);

    @Override
    void close();
}
