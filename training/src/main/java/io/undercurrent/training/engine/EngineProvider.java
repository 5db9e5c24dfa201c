package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;

/** Makes engines of one kind. Found by {@link java.util.ServiceLoader}; see {@link Engines}. */
public interface EngineProvider {
    /** What the user calls it. */
    String name();

    /** What it is, in a line. */
    String summary();

    /**
     * An engine.
     *
     * @param parameters to start from; copied
     * @param threads at least 1
     * @throws IllegalArgumentException naming an option of the network that it does not do
     * @throws IllegalStateException if it cannot run on this machine, with the reason
     */
    TrainingEngine create(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads);
}
