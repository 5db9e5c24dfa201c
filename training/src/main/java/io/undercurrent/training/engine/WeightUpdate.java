package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import java.util.Locale;

/**
 * The weights of an engine that computes gradients elsewhere: clipping, AdamW and the check for
 * divergence exactly as in the engine java, so that equal gradients make equal weights.
 */
public final class WeightUpdate {
    private final Parameters<float[]> weights;
    private final AdamW optimiser;

    /** Weights to start from; copied. */
    public WeightUpdate(AdamWOptions options, Parameters<float[]> parameters) {
        weights = AdamW.copy(parameters);
        optimiser = new AdamW(options, weights);
    }

    /** The weights as they are now: shared, not copied; read only. */
    public Parameters<float[]> weights() {
        return weights;
    }

    /**
     * One step of the optimiser.
     *
     * @param gradients of the mean loss
     * @param loss what they are the gradients of; looked at, not used
     * @throws DivergedException if loss or gradient is not finite; the weights are as before
     */
    public void step(Parameters<float[]> gradients, double loss, double learningRate) {
        double norm = AdamW.norm(gradients);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new DivergedException(
                    String.format(
                            Locale.ROOT,
                            "the loss (%s) or its gradient (norm %s) is not finite: lower the learning rate",
                            loss,
                            norm));
        }
        optimiser.step(gradients, norm, learningRate);
    }

    /** Weights, moments and number of steps, copied. */
    public EngineState state() {
        return optimiser.state();
    }

    /** Goes on from a state of the same network. */
    public void restore(EngineState state) {
        optimiser.restore(state);
    }
}
