package io.undercurrent.benchmarks.training;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.network.NetworkInit;
import java.util.List;
import java.util.Random;

/** One network and its batches, the same for every engine. */
final class Work {
    private static final int SEED = 1;

    /** 2 layers, d_model 64, d_state 16, headdim 16, expand 1, 154 inputs, 13 x 11 quantiles. */
    static final NetworkConfig NETWORK =
            new NetworkConfig(
                    154,
                    Trunk.MAMBA2,
                    new BackboneConfig(
                            2,
                            Mamba2Config.builder(64)
                                    .expand(1)
                                    .headdim(16)
                                    .dState(16)
                                    .chunkSize(64)
                                    .build()),
                    64,
                    new HeadConfig.Quantiles(
                            List.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 96, 168),
                            List.of(0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99),
                            12));

    private Work() {}

    static TrainingEngine engine(String name, int threads) {
        return Engines.create(
                name, NETWORK, NetworkInit.seeded(NETWORK, SEED), AdamWOptions.defaults(), threads);
    }

    /** Targets near the first base; every seventh unknown. */
    static Batch batch(int sequences, int length) {
        Random random = new Random(SEED);
        int tokens = sequences * length;
        int rows = tokens * NETWORK.horizons().size();
        float[] bases = gaussians(random, rows * NETWORK.bases());
        float[] targets = gaussians(random, rows);
        float[] units = new float[rows];
        for (int i = 0; i < rows; i++) {
            units[i] = 0.5f + random.nextFloat();
            targets[i] = i % 7 == 0 ? Float.NaN : bases[i * NETWORK.bases()] + targets[i];
        }
        float[] inputs = gaussians(random, tokens * NETWORK.inputs());
        return new Batch(sequences, length, inputs, bases, targets, units, true);
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
