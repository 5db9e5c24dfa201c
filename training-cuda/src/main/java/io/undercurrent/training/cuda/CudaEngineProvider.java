package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.EngineProvider;
import io.undercurrent.training.engine.TrainingEngine;

/** Provides the engine {@code cuda} if this module is on the class path. */
public final class CudaEngineProvider implements EngineProvider {
    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public String summary() {
        return "the whole step on an NVIDIA GPU; needs only NVIDIA's driver";
    }

    /**
     * Opens the GPU.
     *
     * @throws IllegalStateException if there is no driver or no GPU, or one that is too old
     */
    @Override
    public TrainingEngine create(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads) {
        CudaMode mode = CudaMode.chosen();
        Device device = new Device();
        try {
            return new CudaEngine(device, config, parameters, options, mode);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }
}
