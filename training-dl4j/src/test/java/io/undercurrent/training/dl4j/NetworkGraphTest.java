package io.undercurrent.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.network.Network;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.network.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Loss and gradient beside those of module training, in float64. */
class NetworkGraphTest {
    /** Whole chunks, a part of one, one only, and more than one sequence has. */
    @ParameterizedTest
    @CsvSource({"MAMBA2,12,4,1", "MAMBA2,13,4,2", "MAMBA2,5,5,1", "MAMBA2,3,8,2", "MLP,7,1,1"})
    void gradientsAreThoseOfTheNetworkInJava(Trunk trunk, int length, int chunk, int groups) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        NetworkConfig config = Networks.config(trunk, 8, groups);
        Parameters<float[]> p = NetworkInit.seeded(config, seed);
        // The head starts nearly deaf to its features; a check of gradients wants it to listen.
        for (String name : p.names()) {
            float[] values = p.get(name);
            for (int i = 0; name.startsWith("head.") && i < values.length; i++) {
                values[i] += (float) (0.3 * random.nextGaussian());
            }
        }
        Batch batch = Networks.batch(config, 3, length, random, true);
        Parameters<float[]> found = Parameters.zeros(p.shapes(), float[]::new);
        GraphRun.Result result =
                new GraphRun(config, 3, length, chunk, DataType.DOUBLE)
                        .run(batch, p, Map.of(), found);

        Network<double[]> network = new Network<>(Precision.FLOAT64, config, doubles(p));
        Parameters<double[]> expected = Parameters.zeros(p.shapes(), double[]::new);
        long known = Networks.known(batch);
        double loss = 0;
        for (int s = 0; s < 3; s++) {
            Network.Pass<double[]> pass = network.forward(tokens(batch, config, s), null);
            loss += network.backward(pass, 1.0 / known, expected) / known;
        }
        assertThat(result.loss()).as("seed %d", seed).isCloseTo(loss, within(1e-6 * loss));
        for (String name : p.names()) {
            double largest = 1e-3;
            for (double g : expected.get(name)) {
                largest = Math.max(largest, Math.abs(g));
            }
            for (int i = 0; i < p.get(name).length; i++) {
                assertThat((double) found.get(name)[i])
                        .as("seed %d: %s[%d]", seed, name, i)
                        .isCloseTo(expected.get(name)[i], within(3e-7 * largest));
            }
        }
    }

    private static Parameters<double[]> doubles(Parameters<float[]> from) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String name : from.names()) {
            values.put(name, doubles(from.get(name), 0, from.get(name).length));
        }
        return new Parameters<>(from.shapes(), values);
    }

    private static double[] doubles(float[] from, int at, int count) {
        double[] to = new double[count];
        for (int i = 0; i < count; i++) {
            to[i] = from[at + i];
        }
        return to;
    }

    private static Tokens<double[]> tokens(Batch b, NetworkConfig c, int s) {
        int horizons = c.horizons().size();
        return new Tokens<>(
                rows(b, b.inputs(), s, c.inputs()),
                rows(b, b.bases(), s, horizons * c.bases()),
                rows(b, b.targets(), s, horizons),
                rows(b, b.units(), s, horizons));
    }

    private static double[][] rows(Batch b, float[] flat, int s, int width) {
        double[][] rows = new double[b.length()][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = doubles(flat, (s * b.length() + t) * width, width);
        }
        return rows;
    }
}
