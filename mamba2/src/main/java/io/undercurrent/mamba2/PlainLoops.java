package io.undercurrent.mamba2;

/** The loops in plain Java. C2 vectorises most of them. */
final class PlainLoops implements FloatLoops {

    @Override
    public void product(
            Block<float[]> c,
            Block<float[]> a,
            boolean aTransposed,
            Block<float[]> b,
            boolean bTransposed,
            int rows,
            int inner,
            int columns,
            Shape shape) {
        float[][] right =
                bTransposed || b.column() != 0 ? copy(b, bTransposed, inner, columns) : null;
        float[][] from = right == null ? b.rows() : right;
        int fromRow = right == null ? b.row() : 0;
        float[] left = new float[inner];
        float[] sums = c.column() == 0 ? null : new float[columns];
        for (int i = 0; i < rows; i++) {
            int tile = i / TILE * TILE;
            boolean lower = shape == Shape.LEFT_LOWER;
            int first = lower && aTransposed ? tile : 0;
            int end = lower && !aTransposed ? Math.min(inner, tile + TILE) : inner;
            int width = shape == Shape.RESULT_LOWER ? Math.min(columns, tile + TILE) : columns;
            for (int k = first; k < end; k++) {
                left[k] =
                        aTransposed
                                ? a.rows()[a.row() + k][a.column() + i]
                                : a.rows()[a.row() + i][a.column() + k];
            }
            float[] row = c.rows()[c.row() + i];
            if (sums == null) {
                combine(row, left, first, end, from, fromRow, width);
            } else {
                // C2 does not vectorise a loop with an offset on one side only.
                System.arraycopy(row, c.column(), sums, 0, width);
                combine(sums, left, first, end, from, fromRow, width);
                System.arraycopy(sums, 0, row, c.column(), width);
            }
        }
    }

    private static float[][] copy(Block<float[]> b, boolean transposed, int inner, int columns) {
        float[][] copy = new float[inner][columns];
        for (int k = 0; k < inner; k++) {
            if (!transposed) {
                System.arraycopy(b.rows()[b.row() + k], b.column(), copy[k], 0, columns);
            }
        }
        for (int j = 0; transposed && j < columns; j++) {
            float[] row = b.rows()[b.row() + j];
            for (int k = 0; k < inner; k++) {
                copy[k][j] = row[b.column() + k];
            }
        }
        return copy;
    }

    /** y += sum over k from first to end of a[k] b[row + k], four at a time. */
    private static void combine(
            float[] y, float[] a, int first, int end, float[][] b, int row, int n) {
        int k = first;
        for (; k + 4 <= end; k += 4) {
            Kernels.axpy4(
                    y,
                    a[k],
                    b[row + k],
                    a[k + 1],
                    b[row + k + 1],
                    a[k + 2],
                    b[row + k + 2],
                    a[k + 3],
                    b[row + k + 3],
                    n);
        }
        for (; k < end; k++) {
            Kernels.axpy(y, a[k], b[row + k], n);
        }
    }

    @Override
    public void add(float[] y, int yAt, float[] x, int xAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = y[yAt + i] + x[xAt + i];
        }
    }

    @Override
    public void scale(float[] y, float a, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = a * x[i];
        }
    }

    @Override
    public void axpy(float[] y, float a, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.fma(a, x[i], y[i]);
        }
    }

    @Override
    public void multiply(float[] y, float[] w, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = w[i] * x[i];
        }
    }

    @Override
    public void multiplyAdd(float[] y, float[] w, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.fma(w[i], x[i], y[i]);
        }
    }

    @Override
    public void subtract(float[] y, float[] x, float[] w, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] - w[i];
        }
    }

    @Override
    public void silu(float[] y, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = FloatMath.silu(x[i]);
        }
    }

    @Override
    public void siluBackward(float[] dx, float[] x, float[] dy, int from, int to) {
        for (int i = from; i < to; i++) {
            float s = FloatMath.sigmoid(x[i]);
            dx[i] = dy[i] * (s + x[i] * s * (1f - s));
        }
    }

    @Override
    public void exp(float[] y, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = FloatMath.expf(x[i]);
        }
    }

    @Override
    public void softplus(float[] y, float[] slope, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            float v = x[i];
            float e = FloatMath.expf(-Math.abs(v));
            slope[i] = (v < 0 ? e : 1f) / (1f + e);
            y[i] = FloatMath.softplus(v, e);
        }
    }

    @Override
    public void max(float[] y, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max(y[i], x[i]);
        }
    }

    @Override
    public void pinball(
            float[] sum, float[] w, float[] y, float[] q, float level, int from, int to) {
        for (int i = from; i < to; i++) {
            float e = y[i] - q[i];
            sum[i] = Math.fma(w[i], Math.max(level * e, (level - 1f) * e), sum[i]);
        }
    }

    @Override
    public void pinballSlope(
            float[] d, float[] w, float[] y, float[] q, float level, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.fma(w[i], y[i] < q[i] ? 1f - level : -level, d[i]);
        }
    }
}
