package io.undercurrent.mamba2;

/**
 * The product in plain Java. It takes four columns of the weights at a time and applies them to
 * every event of the call while they are in the first-level cache. C2 vectorises the loop over
 * rows; with more columns per loop it would not on JDK 17.
 */
final class PlainLinear implements Linear {

    private final float[][] columns;
    private final float[] bias;
    private final int rows;

    /**
     * @param weight [rows, columns] row-major, as the reference stores it
     * @param bias [rows], or null for none
     */
    PlainLinear(float[] weight, float[] bias, int rows) {
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

    @Override
    public void apply(int n, float[][] x, float[][] y) {
        for (int b = 0; b < n; b++) {
            System.arraycopy(bias, 0, y[b], 0, rows);
        }
        int c = 0;
        for (; c + 4 <= columns.length; c += 4) {
            float[] w0 = columns[c];
            float[] w1 = columns[c + 1];
            float[] w2 = columns[c + 2];
            float[] w3 = columns[c + 3];
            int b = 0;
            for (; b + 2 <= n; b += 2) {
                float[] p = x[b];
                float[] q = x[b + 1];
                Kernels.axpy4x2(
                        y[b], y[b + 1], p[c], q[c], w0, p[c + 1], q[c + 1], w1, p[c + 2], q[c + 2],
                        w2, p[c + 3], q[c + 3], w3, rows);
            }
            for (; b < n; b++) {
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
