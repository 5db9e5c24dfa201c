package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.network.NetworkInit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Small networks with every option, and batches for them. */
final class Cases {
    private Cases() {}

    /** Networks by name. */
    static Map<String, NetworkConfig> all() {
        Map<String, NetworkConfig> all = new LinkedHashMap<>();
        all.put("plain", numbers(8, b -> b));
        all.put("groups", numbers(16, b -> b.headdim(4).ngroups(2)));
        all.put("inner MLP", numbers(8, b -> b.headdim(4).dSsm(8)));
        all.put("D by channel", numbers(8, b -> b.dHasHdim(true)));
        all.put("biases", numbers(6, b -> b.bias(true).convBias(false).headdim(3)));
        all.put("no norm", numbers(8, b -> b.rmsnorm(false)));
        all.put("norm before gate", numbers(16, b -> b.normBeforeGate(true).ngroups(2)));
        all.put("norm over groups", numbers(16, b -> b.groupedNorm(false).ngroups(2)));
        all.put("dt limits", numbers(8, b -> b.dtLimit(0.01, 0.05)));
        all.put("learned start", numbers(8, b -> b.learnableInitStates(true)));
        all.put("convolution of 1", numbers(8, b -> b.dConv(1)));
        all.put("convolution of 7", numbers(8, b -> b.dConv(7)));
        all.put("wide state", numbers(8, b -> b.dState(37).headdim(8)));
        all.put("wide head", numbers(20, b -> b.dState(5).headdim(40)));
        all.put("MLP", new NetworkConfig(5, Trunk.MLP, backbone(8, b -> b), 6, quantiles()));
        all.put("events", events(Trunk.MAMBA2));
        all.put("events, MLP", events(Trunk.MLP));
        return all;
    }

    private static NetworkConfig numbers(int dModel, UnaryOperator<Mamba2Config.Builder> options) {
        return new NetworkConfig(5, Trunk.MAMBA2, backbone(dModel, options), 6, quantiles());
    }

    private static HeadConfig.Quantiles quantiles() {
        return new HeadConfig.Quantiles(List.of(1, 3, 8), List.of(0.1, 0.3, 0.5, 0.9), 3);
    }

    private static BackboneConfig backbone(
            int dModel, UnaryOperator<Mamba2Config.Builder> options) {
        Mamba2Config.Builder builder =
                Mamba2Config.builder(dModel).headdim(4).dState(3).chunkSize(4);
        return new BackboneConfig(2, options.apply(builder).build());
    }

    /** Four known codes. */
    private static NetworkConfig events(Trunk trunk) {
        return NetworkConfig.of(
                new EventOptions(List.of(1.0, 2.0, 3.0, 4.0)),
                trunk,
                backbone(8, b -> b),
                6,
                List.of(0.5));
    }

    /** A network of random sizes and options. */
    static NetworkConfig random(Random random) {
        int heads = 1 << random.nextInt(4);
        int headdim = 1 + random.nextInt(20);
        int mlp = random.nextInt(3);
        // d_inner must be a multiple of d_model, so d_model is the inner width and expand is 1.
        int inner = heads * headdim + mlp;
        Mamba2Config.Builder builder =
                Mamba2Config.builder(inner)
                        .expand(1)
                        .dSsm(heads * headdim)
                        .headdim(headdim)
                        .ngroups(1 << random.nextInt(Integer.numberOfTrailingZeros(heads) + 1))
                        .dState(1 + random.nextInt(40))
                        .dConv(1 + random.nextInt(5))
                        .dHasHdim(random.nextBoolean())
                        .rmsnorm(random.nextInt(4) > 0)
                        .normBeforeGate(random.nextBoolean())
                        .groupedNorm(random.nextBoolean())
                        .bias(random.nextBoolean())
                        .convBias(random.nextBoolean())
                        .learnableInitStates(random.nextBoolean())
                        .chunkSize(1 + random.nextInt(32));
        if (random.nextInt(3) == 0) {
            builder.dtLimit(0.005, 0.08);
        }
        int horizons = 1 + random.nextInt(4);
        return new NetworkConfig(
                1 + random.nextInt(40),
                Trunk.MAMBA2,
                new BackboneConfig(1 + random.nextInt(2), builder.build()),
                6,
                new HeadConfig.Quantiles(
                        List.of(1, 2, 4, 9).subList(0, horizons),
                        List.of(0.05, 0.5, 0.8).subList(random.nextInt(2), 2 + random.nextInt(2)),
                        1 + random.nextInt(6)));
    }

    /** Initial weights, all of them moved, so that none is 0 or 1 by chance. */
    static Parameters<float[]> weights(NetworkConfig c, long seed) {
        Parameters<float[]> weights = NetworkInit.seeded(c, seed);
        Random random = new Random(seed);
        for (String name : weights.names()) {
            float[] values = weights.get(name);
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.1f * (float) random.nextGaussian();
            }
        }
        return weights;
    }

    /** A batch whose targets lie near the first base; some are unknown. */
    static Batch batch(NetworkConfig c, int sequences, int length, long seed, boolean fresh) {
        Random random = new Random(seed);
        if (c.head() instanceof HeadConfig.Symbols symbols) {
            return events(symbols.symbols(), sequences, length, random, fresh);
        }
        int tokens = sequences * length;
        int rows = tokens * c.horizons().size();
        float[] bases = gaussians(random, rows * c.bases());
        float[] targets = gaussians(random, rows);
        float[] units = new float[rows];
        for (int i = 0; i < rows; i++) {
            units[i] = 0.5f + random.nextFloat();
            targets[i] = random.nextInt(7) == 0 ? Float.NaN : bases[i * c.bases()] + targets[i];
        }
        float[] inputs = gaussians(random, tokens * c.inputs());
        return new Batch(sequences, length, inputs, bases, targets, units, fresh);
    }

    private static Batch events(
            int symbols, int sequences, int length, Random random, boolean fresh) {
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
        return new Batch(sequences, length, inputs, new float[tokens], targets, ones, fresh);
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
