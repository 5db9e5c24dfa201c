package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;

/** Provides the engine {@code java}, which is always available. */
public final class JavaEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "java";
    }

    @Override
    public String summary() {
        return "plain Java on all cores";
    }

    @Override
    public TrainingEngine create(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads) {
        return new JavaEngine(config, parameters, options, threads);
    }
}
