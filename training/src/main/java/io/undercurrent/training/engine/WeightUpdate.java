package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;

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
        DivergedException.check(loss, norm);
        optimiser.step(gradients, norm, learningRate);
    }

    /** Whether weight decay applies to a parameter: to matrices, not to biases, norms and rates. */
    public static boolean decays(String name, int[] shape) {
        return AdamW.decays(name, shape);
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
