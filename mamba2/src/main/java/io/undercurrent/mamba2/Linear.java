package io.undercurrent.mamba2;

/**
 * A matrix-vector product for several events that walks the weights once per call: four columns of
 * the matrix meet every event while they are in the first-level cache. Each event sums its columns
 * in the same order however many there are.
 */
final class Linear {

    private final float[][] columns;
    private final float[] bias;
    private final int rows;

    /**
     * @param weight [rows, columns] row-major, as the reference stores it
     * @param bias [rows], or null for none
     */
    Linear(float[] weight, float[] bias, int rows) {
        int count = weight.length / rows;
        this.rows = rows;
        this.bias = bias == null ? new float[rows] : bias.clone();
        columns = new float[count][rows];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < count; c++) {
                columns[c][r] = weight[r * count + c];
            }
        }
    }

    /** y[b] = W x[b] + bias for b below n; x rows hold [columns], y rows [rows]. */
    void apply(int n, float[][] x, float[][] y) {
        for (int b = 0; b < n; b++) {
            System.arraycopy(bias, 0, y[b], 0, rows);
        }
        int c = 0;
        for (; c + 4 <= columns.length; c += 4) {
            float[] w0 = columns[c];
            float[] w1 = columns[c + 1];
            float[] w2 = columns[c + 2];
            float[] w3 = columns[c + 3];
            for (int b = 0; b < n; b++) {
                float[] xb = x[b];
                Kernels.axpy4(y[b], xb[c], w0, xb[c + 1], w1, xb[c + 2], w2, xb[c + 3], w3, rows);
            }
        }
        for (; c < columns.length; c++) {
            for (int b = 0; b < n; b++) {
                Kernels.axpy(y[b], x[b][c], columns[c], rows);
            }
        }
    }
}
