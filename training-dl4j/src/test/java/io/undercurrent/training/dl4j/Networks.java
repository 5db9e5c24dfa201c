package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small networks and batches for tests. */
final class Networks {
    private Networks() {}

    /** Two layers of four heads of 4 channels, 5 inputs, 3 horizons, 4 levels, 3 bases. */
    static NetworkConfig config(Trunk trunk, int dModel, int groups) {
        return new NetworkConfig(
                5,
                trunk,
                new BackboneConfig(
                        2,
                        Mamba2Config.builder(dModel)
                                .headdim(4)
                                .dState(3)
                                .ngroups(groups)
                                .chunkSize(4)
                                .build()),
                6,
                new HeadConfig.Quantiles(List.of(1, 3, 8), List.of(0.1, 0.3, 0.5, 0.9), 3));
    }

    /** Targets near the first base, some unknown. */
    static Batch batch(NetworkConfig c, int sequences, int length, Random random, boolean fresh) {
        int tokens = sequences * length;
        int rows = tokens * c.horizons().size();
        float[] inputs = gaussians(random, tokens * c.inputs());
        float[] bases = gaussians(random, rows * c.bases());
        float[] targets = gaussians(random, rows);
        float[] units = new float[rows];
        for (int i = 0; i < rows; i++) {
            units[i] = 0.5f + random.nextFloat();
            targets[i] = random.nextInt(7) == 0 ? Float.NaN : bases[i * c.bases()] + targets[i];
        }
        return new Batch(sequences, length, inputs, bases, targets, units, fresh);
    }

    /** Four known codes. */
    static NetworkConfig events(Trunk trunk) {
        return NetworkConfig.of(
                new EventOptions(List.of(1.0, 2.0, 3.0, 4.0)),
                trunk,
                config(trunk, 16, 2).backbone(),
                6,
                List.of(0.5));
    }

    /** Random codes, some missing; every second batch resumes from the one before. */
    static Batch events(NetworkConfig c, int sequences, int length, int step) {
        Random random = new Random(step);
        int symbols = ((HeadConfig.Symbols) c.head()).symbols();
        int tokens = sequences * length;
        float[] inputs = new float[tokens * EventInputs.WIDTH];
        float[] targets = new float[tokens];
        for (int t = 0; t < tokens; t++) {
            for (int p = 0; p < EventInputs.PAST; p++) {
                inputs[t * EventInputs.WIDTH + p] = random.nextInt(symbols + 1) - 1f;
            }
            inputs[t * EventInputs.WIDTH + EventInputs.PAST] = (float) random.nextGaussian();
            targets[t] = random.nextInt(7) == 0 ? Float.NaN : random.nextInt(symbols);
        }
        float[] ones = new float[tokens];
        Arrays.fill(ones, 1);
        return new Batch(
                sequences, length, inputs, new float[tokens], targets, ones, step % 2 == 0);
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static long known(Batch batch) {
        long known = 0;
        for (float target : batch.targets()) {
            known += Float.isNaN(target) ? 0 : 1;
        }
        return known;
    }
}
