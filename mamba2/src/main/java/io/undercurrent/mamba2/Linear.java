package io.undercurrent.mamba2;

/**
 * A matrix-vector product for several events that reads the weights once per call. Each output
 * starts at the bias and adds one column after the other by fused multiply-add, so every
 * implementation gives the same bits for any number of events.
 */
public interface Linear {

    /**
     * The implementation that {@link StepVariant#chosen} chose for this process.
     *
     * @param weight [rows, columns] row-major; copied
     * @param bias [rows], or null for none
     */
    static Linear fastest(float[] weight, float[] bias, int rows) {
        return StepVariant.chosen().kernels().linear(weight, bias, rows);
    }

    /** y[b] = W x[b] + bias for b below n; x rows hold [columns], y rows [rows]. */
    void apply(int n, float[][] x, float[][] y);
}
