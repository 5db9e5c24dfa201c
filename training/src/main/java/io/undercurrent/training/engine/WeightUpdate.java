package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import java.util.Locale;

/**
 * Updates the weights of an engine that computes gradients elsewhere: clipping, AdamW and the check
 * for divergence are the same as in the engine java, so that equal gradients give equal weights.
 */
public final class WeightUpdate {
    private final Parameters<float[]> weights;
    private final AdamW optimiser;

    /** Creates the update from initial weights, which are copied. */
    public WeightUpdate(AdamWOptions options, Parameters<float[]> parameters) {
        weights = AdamW.copy(parameters);
        optimiser = new AdamW(options, weights);
    }

    /** The current weights: shared, not copied; read only. */
    public Parameters<float[]> weights() {
        return weights;
    }

    /**
     * Makes one step of the optimiser.
     *
     * @param gradients of the mean loss
     * @param loss their loss; only checked, not used
     * @throws DivergedException if loss or gradient is not finite; the weights are unchanged
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

    /** Copies weights, moments and number of steps. */
    public EngineState state() {
        return optimiser.state();
    }

    /** Restores a state of the same network. */
    public void restore(EngineState state) {
        optimiser.restore(state);
    }
}
