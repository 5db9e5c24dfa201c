package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.network.Network;
import io.undercurrent.training.network.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Loss and gradient in float64, by the plain network, with carried states. */
final class Truth {
    private final NetworkConfig config;
    private final Parameters<double[]> weights;
    private final List<List<LayerStates<double[]>>> states = new ArrayList<>();
    private Parameters<double[]> gradient;

    Truth(NetworkConfig config, Parameters<float[]> from) {
        this.config = config;
        weights = Parameters.zeros(from.shapes(), double[]::new);
        for (String name : from.names()) {
            for (int i = 0; i < from.get(name).length; i++) {
                weights.get(name)[i] = from.get(name)[i];
            }
        }
    }

    /** The mean loss over known targets; leaves its gradient. */
    double step(Batch batch) {
        long known =
                IntStream.range(0, batch.targets().length)
                        .filter(i -> !Float.isNaN(batch.targets()[i]))
                        .count();
        gradient = Parameters.zeros(weights.shapes(), double[]::new);
        Network<double[]> network = new Network<>(Precision.FLOAT64, config, weights);
        double loss = 0;
        for (int s = 0; s < batch.sequences(); s++) {
            boolean starts = batch.fresh() || states.get(s).isEmpty();
            Network.Pass<double[]> pass =
                    network.forward(tokens(batch, s), starts ? null : states.get(s));
            loss += network.backward(pass, 1.0 / known, gradient);
            if (states.size() == s) {
                states.add(pass.finalStates());
            }
            states.set(s, pass.finalStates());
        }
        return loss / known;
    }

    private Tokens<double[]> tokens(Batch batch, int s) {
        int horizons = config.horizons().size();
        return new Tokens<>(
                rows(batch, batch.inputs(), s, config.tokenWidth()),
                rows(batch, batch.bases(), s, horizons * config.bases()),
                rows(batch, batch.targets(), s, horizons),
                rows(batch, batch.units(), s, horizons));
    }

    private static double[][] rows(Batch batch, float[] flat, int s, int width) {
        double[][] rows = new double[batch.length()][width];
        for (int t = 0; t < rows.length; t++) {
            for (int i = 0; i < width; i++) {
                rows[t][i] = flat[(s * batch.length() + t) * width + i];
            }
        }
        return rows;
    }

    /** The relative error of a gradient: the length of the difference over that of the truth. */
    double error(Parameters<float[]> found) {
        double difference = 0;
        double length = 0;
        for (String name : gradient.names()) {
            for (int i = 0; i < gradient.get(name).length; i++) {
                double expected = gradient.get(name)[i];
                difference += Math.pow(found.get(name)[i] - expected, 2);
                length += expected * expected;
            }
        }
        return Math.sqrt(difference / length);
    }

    /** The parameter whose gradient is worst, and its own relative error. */
    String worst(Parameters<float[]> found) {
        String worst = "";
        double most = -1;
        for (String name : gradient.names()) {
            double difference = 0;
            double length = 0;
            for (int i = 0; i < gradient.get(name).length; i++) {
                double expected = gradient.get(name)[i];
                difference += Math.pow(found.get(name)[i] - expected, 2);
                length += expected * expected;
            }
            double error = length == 0 ? Math.sqrt(difference) : Math.sqrt(difference / length);
            if (!(error <= most)) {
                most = error;
                worst = name;
            }
        }
        return worst + " " + most;
    }
}
