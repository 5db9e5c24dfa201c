package io.undercurrent.training.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.ForecastNetwork;
import io.undercurrent.scorer.network.HeadStep;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.network.Network;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.network.Tokens;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way, chunked in training and event by event in a stream, on the same series. */
class StreamingEqualsTrainingTest {
    private static final InputOptions TOKENS = new InputOptions(List.of(1, 4, 9), 2, 300);
    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);
    private static final double TOLERANCE = 2e-4;

    @ParameterizedTest
    @EnumSource(Trunk.class)
    void quantilesAreTheSame(Trunk trunk) {
        NetworkConfig config =
                NetworkConfig.of(
                        TOKENS,
                        trunk,
                        new BackboneConfig(
                                2, Mamba2Config.builder(16).headdim(8).dState(8).build()),
                        24,
                        LEVELS);
        Parameters<float[]> weights = NetworkInit.seeded(config, 5);
        Series series = irregular(3, 700);
        float[][] trained = trained(config, weights, new SeriesTokens(series, TOKENS));
        ForecastNetwork network = new ForecastNetwork(config, TOKENS, weights);
        CausalInputs causal = new CausalInputs(TOKENS, series.seasons());
        double[] s = new double[causal.doubles()];
        float[] learned = new float[causal.floats()];
        causal.init(s, 0, learned, 0);
        float[][] state = {new float[network.trunk().convFloats() + network.trunk().ssmFloats()]};
        network.trunk().initState(state[0], 0);
        BackboneStep step = network.trunk().newStep(1);
        HeadStep head = new HeadStep(network);
        float[][] inputs = new float[1][config.inputs()];
        float[][] embedded = new float[1][config.width()];
        float[][] hidden = new float[1][config.width()];
        float[] bases = new float[3 * config.bases()];
        float[] units = new float[3];
        double[] quantiles = new double[3];
        for (int t = 0; t < series.length(); t++) {
            causal.observe(s, 0, learned, 0, series.values()[t], series.timesMicros()[t]);
            causal.write(s, 0, learned, 0, inputs[0], 0, bases, 0, units, 0);
            network.embed(inputs, embedded);
            step.step(1, embedded, state, new int[] {0}, hidden);
            head.read(hidden[0], 0);
            for (int h = 0; h < 3; h++) {
                head.quantiles(h, 0, bases, h * config.bases(), units[h], quantiles);
                for (int q = 0; q < 3; q++) {
                    assertThat(quantiles[q])
                            .as("event %d, horizon %d, level %d", t, h, q)
                            .isCloseTo(trained[t][3 * h + q], within(TOLERANCE));
                }
            }
        }
    }

    private static float[][] trained(
            NetworkConfig config, Parameters<float[]> weights, SeriesTokens tokens) {
        Network<float[]> network = new Network<>(Precision.FLOAT32, config, weights);
        int n = tokens.length();
        Tokens<float[]> rows =
                new Tokens<>(
                        rows(tokens.inputs, n),
                        rows(tokens.bases, n),
                        rows(tokens.targets, n),
                        rows(tokens.units, n));
        return network.outputs(network.forward(rows, null));
    }

    private static float[][] rows(float[] flat, int n) {
        int width = flat.length / n;
        float[][] rows = new float[n][width];
        for (int t = 0; t < n; t++) {
            System.arraycopy(flat, t * width, rows[t], 0, width);
        }
        return rows;
    }

    /** A season with noise, gaps and jumps of the time. */
    private static Series irregular(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        long[] times = new long[n];
        long time = 1_700_000_000_000_000L;
        for (int t = 0; t < n; t++) {
            time += 60_000_000L * (random.nextInt(20) == 0 ? 1 + random.nextInt(9) : 1);
            times[t] = time;
            double value = 5 + 3 * Math.sin(2 * Math.PI * t / 24) + random.nextGaussian();
            values[t] = random.nextInt(30) == 0 ? Double.NaN : value;
        }
        return new Series("s" + seed, values, times, new int[] {24});
    }
}
