package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;

/** Creates engines of one kind. {@link java.util.ServiceLoader} finds it; see {@link Engines}. */
public interface EngineProvider {
    /** The engine's name in options. */
    String name();

    /** A description of the engine in one line. */
    String summary();

    /**
     * Creates an engine.
     *
     * @param parameters initial weights; copied
     * @param threads at least 1
     * @throws IllegalArgumentException naming an option of the network that it does not support
     * @throws IllegalStateException if it cannot run on this machine, with the reason
     */
    TrainingEngine create(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads);
}
