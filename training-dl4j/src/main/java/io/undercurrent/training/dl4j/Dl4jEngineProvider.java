package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.EngineProvider;
import io.undercurrent.training.engine.TrainingEngine;

/** Provides the engine {@code dl4j} if this module is on the class path. */
public final class Dl4jEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String summary() {
        return "the same network on Deeplearning4j's ND4J, gradients by SameDiff";
    }

    /**
     * Loads ND4J, which takes some seconds the first time.
     *
     * @throws IllegalStateException if ND4J's build cannot run on the GPU it found
     */
    @Override
    public TrainingEngine create(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads) {
        FoundBackend backend = new FoundBackend();
        String description = BackendCheck.describe(backend, threads);
        backend.threads(threads);
        return new Dl4jEngine(config, parameters, options, description);
    }
}
