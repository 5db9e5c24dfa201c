package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import java.util.Map;
import java.util.Set;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101): Adam with weight decay decoupled from the
 * gradient, and the gradient's norm clipped. Sums run in a fixed order.
 */
final class AdamW {
    private static final Set<String> NEVER_DECAYED = Set.of("dt_bias", "A_log", "D", "init_states");

    private final AdamWOptions options;
    private final Parameters<float[]> weights;
    private Parameters<float[]> first;
    private Parameters<float[]> second;
    private long steps;

    AdamW(AdamWOptions options, Parameters<float[]> weights) {
        this.options = options;
        this.weights = weights;
        first = Parameters.zeros(weights.shapes(), float[]::new);
        second = Parameters.zeros(weights.shapes(), float[]::new);
    }

    /** Whether weight decay applies to a parameter: to matrices, not to biases, norms and rates. */
    static boolean decays(String name, int[] shape) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return shape.length > 1
                && !NEVER_DECAYED.contains(last)
                && !name.contains("norm")
                && !name.contains("conv1d");
    }

    /** The norm of the gradient over all parameters. */
    static double norm(Parameters<float[]> gradients) {
        double sum = 0;
        for (String name : gradients.names()) {
            for (float g : gradients.get(name)) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }

    void step(Parameters<float[]> gradients, double norm, double learningRate) {
        steps++;
        double shrink = norm > options.clip() ? options.clip() / norm : 1;
        double rate = learningRate / (1 - StrictMath.pow(options.beta1(), (double) steps));
        double unbias = 1 / (1 - StrictMath.pow(options.beta2(), (double) steps));
        for (Map.Entry<String, int[]> entry : weights.shapes().entrySet()) {
            String name = entry.getKey();
            double decay =
                    decays(name, entry.getValue()) ? learningRate * options.weightDecay() : 0;
            float[] w = weights.get(name);
            float[] g = gradients.get(name);
            float[] m = first.get(name);
            float[] v = second.get(name);
            for (int i = 0; i < w.length; i++) {
                double gradient = g[i] * shrink;
                m[i] = (float) (m[i] + (1 - options.beta1()) * (gradient - m[i]));
                v[i] = (float) (v[i] + (1 - options.beta2()) * (gradient * gradient - v[i]));
                double step = rate * m[i] / (Math.sqrt(v[i] * unbias) + options.epsilon());
                w[i] = (float) (w[i] - step - decay * w[i]);
            }
        }
    }

    EngineState state() {
        return new EngineState(steps, copy(weights), copy(first), copy(second));
    }

    void restore(EngineState state) {
        steps = state.steps();
        first = copy(state.firstMoment());
        second = copy(state.secondMoment());
        for (String name : weights.names()) {
            float[] from = state.parameters().get(name);
            System.arraycopy(from, 0, weights.get(name), 0, from.length);
        }
    }

    static Parameters<float[]> copy(Parameters<float[]> from) {
        Parameters<float[]> to = Parameters.zeros(from.shapes(), float[]::new);
        for (String name : from.names()) {
            System.arraycopy(from.get(name), 0, to.get(name), 0, to.get(name).length);
        }
        return to;
    }
}
