package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.FloatMath;
import java.util.Arrays;

/**
 * float32 loops with a fixed order of summation and the functions of {@link FloatMath}, so that
 * every machine gives the same bits. A product's inner loop takes four rows at a time; with eight,
 * JDK 17 would not vectorise it.
 */
final class FloatReals implements Reals<float[]> {

    /**
     * Number of the result's rows that stay in cache while a product goes through the inner
     * dimension.
     */
    private static final int BLOCK = 32;

    @Override
    public float[] vector(int length) {
        return new float[length];
    }

    @Override
    public float[][] matrix(int rows, int columns) {
        return new float[rows][columns];
    }

    @Override
    public int length(float[] v) {
        return v.length;
    }

    @Override
    public double get(float[] v, int i) {
        return v[i];
    }

    @Override
    public void set(float[] v, int i, double value) {
        v[i] = (float) value;
    }

    @Override
    public double exp(double x) {
        return (float) FloatMath.exp(x);
    }

    @Override
    public double softplus(double x) {
        return FloatMath.softplus((float) x);
    }

    @Override
    public double sigmoid(double x) {
        return 1 / (1 + FloatMath.exp(-x));
    }

    @Override
    public double sum(float[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double dot(float[] x, float[] y, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < to; i++) {
            s0 += x[i] * y[i];
        }
        return (s0 + s2) + (s1 + s3);
    }

    @Override
    public void fill(float[] y, double a, int from, int to) {
        Arrays.fill(y, from, to, (float) a);
    }

    @Override
    public void scale(float[] y, double a, float[] x, int from, int to) {
        float factor = (float) a;
        for (int i = from; i < to; i++) {
            y[i] = factor * x[i];
        }
    }

    @Override
    public void axpy(float[] y, double a, float[] x, int from, int to) {
        float factor = (float) a;
        for (int i = from; i < to; i++) {
            y[i] = y[i] + factor * x[i];
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
            y[i] = y[i] + w[i] * x[i];
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
    public void combine(
            float[] y, float[] a, int aAt, float[][] b, int bRow, int count, int from, int to) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            int at = aAt + k;
            axpy4(y, a[at], a[at + 1], a[at + 2], a[at + 3], b, bRow + k, from, to);
        }
        for (; k < count; k++) {
            axpy(y, a[aAt + k], b[bRow + k], from, to);
        }
    }

    @Override
    public void combineColumn(
            float[] y,
            float[][] a,
            int aRow,
            int column,
            float[][] b,
            int bRow,
            int count,
            int from,
            int to) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            int at = aRow + k;
            axpy4(
                    y,
                    a[at][column],
                    a[at + 1][column],
                    a[at + 2][column],
                    a[at + 3][column],
                    b,
                    bRow + k,
                    from,
                    to);
        }
        for (; k < count; k++) {
            axpy(y, a[aRow + k][column], b[bRow + k], from, to);
        }
    }

    @Override
    public void product(float[][] c, float[][] a, float[][] b, int columns) {
        for (int block = 0; block < c.length; block += BLOCK) {
            int blockEnd = Math.min(c.length, block + BLOCK);
            for (int k = 0; k < b.length; k += 4) {
                int count = Math.min(4, b.length - k);
                for (int i = block; i < blockEnd; i++) {
                    combine(c[i], a[i], k, b, k, count, 0, columns);
                }
            }
        }
    }

    @Override
    public void transposedProduct(float[][] c, float[][] a, float[][] b, int columns) {
        for (int block = 0; block < c.length; block += BLOCK) {
            int blockEnd = Math.min(c.length, block + BLOCK);
            for (int k = 0; k < b.length; k += 4) {
                int count = Math.min(4, b.length - k);
                for (int i = block; i < blockEnd; i++) {
                    combineColumn(c[i], a, k, i, b, k, count, 0, columns);
                }
            }
        }
    }

    private static void axpy4(
            float[] y,
            float a0,
            float a1,
            float a2,
            float a3,
            float[][] b,
            int row,
            int from,
            int to) {
        float[] b0 = b[row];
        float[] b1 = b[row + 1];
        float[] b2 = b[row + 2];
        float[] b3 = b[row + 3];
        for (int i = from; i < to; i++) {
            y[i] = y[i] + a0 * b0[i] + a1 * b1[i] + a2 * b2[i] + a3 * b3[i];
        }
    }
}
