package io.undercurrent.mamba2;

/**
 * A matrix-vector product for several events that reads the weights once per call. Each output is
 * the bias and then, by fused multiply-add, one column after the other: the same bits from every
 * implementation and for any number of events.
 */
public interface Linear {

    /**
     * Plain Java.
     *
     * @param weight [rows, columns] row-major; copied
     * @param bias [rows], or null for none
     */
    static Linear plain(float[] weight, float[] bias, int rows) {
        return new PlainLinear(weight, bias, rows);
    }

    /** y[b] = W x[b] + bias for b below n; x rows hold [columns], y rows [rows]. */
    void apply(int n, float[][] x, float[][] y);
}
