package io.undercurrent.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.scorer.network.Trunk;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
    private static final int TOKENS = 13;

    static NetworkConfig config(Trunk trunk) {
        return new NetworkConfig(
                5,
                trunk,
                new BackboneConfig(
                        2, Mamba2Config.builder(8).headdim(4).dState(4).chunkSize(4).build()),
                6,
                new HeadConfig.Quantiles(List.of(1, 3, 8), List.of(0.1, 0.3, 0.5, 0.9), 3));
    }

    /** Every parameter of both trunks against central differences, in float64. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void gradientsAreThoseOfTheLoss(Trunk trunk) {
        long seed = System.nanoTime();
        NetworkConfig config = config(trunk);
        check(config, seed, tokens(config, new Random(seed)));
    }

    /** The same of next-token cross-entropy, with unknown, missing and repeated symbols. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void gradientsOfDiscreteEventsAreThoseOfTheLoss(Trunk trunk) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        NetworkConfig config =
                NetworkConfig.of(
                        new EventOptions(List.of(3.0, 5.0, 9.0)),
                        trunk,
                        config(trunk).backbone(),
                        6,
                        List.of(0.5));
        double[][] inputs = new double[TOKENS][EventInputs.WIDTH];
        double[][] targets = new double[TOKENS][1];
        for (int t = 0; t < TOKENS; t++) {
            for (int p = 0; p < EventInputs.PAST; p++) {
                inputs[t][p] = random.nextInt(5) - 1.0;
            }
            inputs[t][EventInputs.PAST] = random.nextGaussian();
            targets[t][0] = t % 5 == 2 ? Double.NaN : random.nextInt(4);
        }
        double[][] none = new double[TOKENS][1];
        check(config, seed, new Tokens<>(inputs, none, targets, none));
    }

    private static void check(NetworkConfig config, long seed, Tokens<double[]> tokens) {
        Random random = new Random(seed + 1);
        Parameters<double[]> p = doubles(NetworkInit.seeded(config, seed));
        // The head starts nearly deaf to its features; a check of gradients wants it to listen.
        for (String name : p.names()) {
            if (name.startsWith("head.")) {
                double[] values = p.get(name);
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.3 * random.nextGaussian();
                }
            }
        }
        Parameters<double[]> gradients = Parameters.zeros(p.shapes(), double[]::new);
        Network<double[]> network = new Network<>(Precision.FLOAT64, config, p);
        network.backward(network.forward(tokens, null), 0.7, gradients);
        for (String name : p.names()) {
            double[] values = p.get(name);
            for (int i = 0; i < values.length; i += 1 + values.length / 7) {
                double kept = values[i];
                double step = 1e-6;
                values[i] = kept + step;
                double above = loss(config, p, tokens);
                values[i] = kept - step;
                double below = loss(config, p, tokens);
                values[i] = kept;
                double expected = 0.7 * (above - below) / (2 * step);
                assertThat(gradients.get(name)[i])
                        .as("seed %d: %s[%d]", seed, name, i)
                        .isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static double loss(
            NetworkConfig config, Parameters<double[]> p, Tokens<double[]> tokens) {
        Network<double[]> network = new Network<>(Precision.FLOAT64, config, p);
        return network.loss(network.forward(tokens, null));
    }

    @Test
    void quantilesNeverCrossAndStartAsANormalBandAroundTheMeanBase() {
        NetworkConfig config = config(Trunk.MAMBA2);
        Random random = new Random(4);
        Parameters<double[]> p = doubles(NetworkInit.seeded(config, 4));
        for (String layer : new String[] {NetworkShapes.MIX, NetworkShapes.QUANTILES}) {
            Arrays.fill(p.get(NetworkShapes.weight(layer)), 0);
        }
        Tokens<double[]> tokens = tokens(config, random);
        Network<double[]> network = new Network<>(Precision.FLOAT64, config, p);
        double[][] out = network.outputs(network.forward(tokens, null));
        for (int t = 0; t < TOKENS; t++) {
            for (int h = 0; h < 3; h++) {
                double mean = 0;
                for (int k = 0; k < 3; k++) {
                    mean += tokens.bases()[t][h * 3 + k] / 3;
                }
                double unit = tokens.units()[t][h];
                double[] normal = {-1.2816, -0.5244, 0, 1.2816};
                for (int q = 0; q < 4; q++) {
                    assertThat(out[t][h * 4 + q])
                            .isCloseTo(mean + unit * normal[q], within(1e-3 * unit));
                }
            }
        }
    }

    @Test
    void aSequenceInTwoPiecesIsTheSameAsWhole() {
        NetworkConfig config = config(Trunk.MAMBA2);
        Random random = new Random(9);
        Network<double[]> network =
                new Network<>(Precision.FLOAT64, config, doubles(NetworkInit.seeded(config, 9)));
        Tokens<double[]> whole = tokens(config, random);
        double[][] expected = network.outputs(network.forward(whole, null));
        Network.Pass<double[]> first = network.forward(piece(whole, 0, 5), null);
        Network.Pass<double[]> second =
                network.forward(piece(whole, 5, TOKENS), first.finalStates());
        double[][] actual = network.outputs(second);
        for (int t = 5; t < TOKENS; t++) {
            for (int i = 0; i < expected[t].length; i++) {
                assertThat(actual[t - 5][i]).isCloseTo(expected[t][i], within(1e-9));
            }
        }
    }

    @Test
    void wrongSizesAreNamed() {
        NetworkConfig c = config(Trunk.MLP);
        assertThatThrownBy(
                        () ->
                                new NetworkConfig(
                                        0,
                                        c.trunk(),
                                        c.backbone(),
                                        1,
                                        new HeadConfig.Quantiles(c.horizons(), c.levels(), 1)))
                .hasMessage("inputs = 0: allowed are 1 and more");
        assertThatThrownBy(
                        () ->
                                new NetworkConfig(
                                        1,
                                        c.trunk(),
                                        c.backbone(),
                                        1,
                                        new HeadConfig.Quantiles(List.of(2, 2), c.levels(), 1)))
                .hasMessage("horizons = [2, 2]: allowed are rising steps from 1 to 4096");
    }

    private static Tokens<double[]> piece(Tokens<double[]> x, int from, int to) {
        return new Tokens<>(
                Arrays.copyOfRange(x.inputs(), from, to),
                Arrays.copyOfRange(x.bases(), from, to),
                Arrays.copyOfRange(x.targets(), from, to),
                Arrays.copyOfRange(x.units(), from, to));
    }

    static Tokens<double[]> tokens(NetworkConfig c, Random random) {
        int horizons = c.horizons().size();
        double[][] targets = gaussians(random, horizons);
        targets[2][1] = Double.NaN;
        double[][] units = gaussians(random, horizons);
        for (double[] row : units) {
            for (int i = 0; i < row.length; i++) {
                row[i] = 0.2 + Math.abs(row[i]);
            }
        }
        return new Tokens<>(
                gaussians(random, c.inputs()),
                gaussians(random, horizons * c.bases()),
                targets,
                units);
    }

    private static double[][] gaussians(Random random, int width) {
        double[][] rows = new double[TOKENS][width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return rows;
    }

    static Parameters<double[]> doubles(Parameters<float[]> from) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String name : from.names()) {
            float[] source = from.get(name);
            double[] target = new double[source.length];
            for (int i = 0; i < source.length; i++) {
                target[i] = source[i];
            }
            values.put(name, target);
        }
        return new Parameters<>(from.shapes(), values);
    }
}
