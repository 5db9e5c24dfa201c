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
        float[] next = new float[inner];
        boolean moved = c.column() != 0;
        float[] sums = new float[moved ? columns : 0];
        float[] nextSums = new float[moved ? columns : 0];
        for (int i = 0; i < rows; i += 2) {
            int tile = i / TILE * TILE;
            boolean lower = shape == Shape.LEFT_LOWER;
            int first = lower && aTransposed ? tile : 0;
            int end = lower && !aTransposed ? Math.min(inner, tile + TILE) : inner;
            int width = shape == Shape.RESULT_LOWER ? Math.min(columns, tile + TILE) : columns;
            boolean pair = i + 1 < rows;
            factors(left, a, aTransposed, i, first, end);
            float[] row = c.rows()[c.row() + i];
            float[] nextRow = pair ? c.rows()[c.row() + i + 1] : null;
            float[] y = moved ? sums : row;
            float[] z = moved ? nextSums : nextRow;
            if (moved) {
                // C2 does not vectorise a loop with an offset on one side only.
                System.arraycopy(row, c.column(), y, 0, width);
                if (pair) {
                    System.arraycopy(nextRow, c.column(), z, 0, width);
                }
            }
            if (pair) {
                factors(next, a, aTransposed, i + 1, first, end);
                combine2(y, z, left, next, first, end, from, fromRow, width);
            } else {
                combine(y, left, first, end, from, fromRow, width);
            }
            if (moved) {
                System.arraycopy(y, 0, row, c.column(), width);
                if (pair) {
                    System.arraycopy(z, 0, nextRow, c.column(), width);
                }
            }
        }
    }

    /** Copies row i of a, or of a transposed. */
    private static void factors(
            float[] to, Block<float[]> a, boolean transposed, int i, int first, int end) {
        if (!transposed) {
            int at = a.column() + first;
            System.arraycopy(a.rows()[a.row() + i], at, to, first, Math.max(0, end - first));
            return;
        }
        for (int k = first; k < end; k++) {
            to[k] = a.rows()[a.row() + k][a.column() + i];
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

    /** {@link #combine} for two rows, so that each number of b is loaded once for both. */
    private static void combine2(
            float[] y,
            float[] z,
            float[] p,
            float[] q,
            int first,
            int end,
            float[][] b,
            int row,
            int n) {
        int k = first;
        for (; k + 4 <= end; k += 4) {
            Kernels.axpy4x2(
                    y,
                    z,
                    p[k],
                    q[k],
                    b[row + k],
                    p[k + 1],
                    q[k + 1],
                    b[row + k + 1],
                    p[k + 2],
                    q[k + 2],
                    b[row + k + 2],
                    p[k + 3],
                    q[k + 3],
                    b[row + k + 3],
                    n);
        }
        for (; k < end; k++) {
            Kernels.axpy(y, p[k], b[row + k], n);
            Kernels.axpy(z, q[k], b[row + k], n);
        }
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
