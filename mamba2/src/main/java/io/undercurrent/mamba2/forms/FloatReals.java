package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;
import io.undercurrent.mamba2.FloatLoops;
import io.undercurrent.mamba2.FloatLoops.Shape;
import io.undercurrent.mamba2.FloatMath;
import java.util.Arrays;

/**
 * float32 with a fixed order of summation and the functions of {@link FloatMath}, so that every
 * machine gives the same bits; and so do all variants of {@link FloatLoops}.
 */
final class FloatReals implements Reals<float[]> {

    private final FloatLoops loops;

    FloatReals(FloatLoops loops) {
        this.loops = loops;
    }

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

    /** Eight partial sums: a single one would wait four cycles for each addition. */
    @Override
    public double sum(float[] x, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
        }
        for (; i < to; i++) {
            s0 += x[i];
        }
        return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    }

    /** In partial sums as {@link #sum}. */
    @Override
    public double dot(float[] x, float[] y, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            s0 = Math.fma(x[i], y[i], s0);
            s1 = Math.fma(x[i + 1], y[i + 1], s1);
            s2 = Math.fma(x[i + 2], y[i + 2], s2);
            s3 = Math.fma(x[i + 3], y[i + 3], s3);
            s4 = Math.fma(x[i + 4], y[i + 4], s4);
            s5 = Math.fma(x[i + 5], y[i + 5], s5);
            s6 = Math.fma(x[i + 6], y[i + 6], s6);
            s7 = Math.fma(x[i + 7], y[i + 7], s7);
        }
        for (; i < to; i++) {
            s0 = Math.fma(x[i], y[i], s0);
        }
        return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    }

    @Override
    public void fill(float[] y, double a, int from, int to) {
        Arrays.fill(y, from, to, (float) a);
    }

    @Override
    public void scale(float[] y, double a, float[] x, int from, int to) {
        loops.scale(y, (float) a, x, from, to);
    }

    @Override
    public void axpy(float[] y, double a, float[] x, int from, int to) {
        loops.axpy(y, (float) a, x, from, to);
    }

    @Override
    public void multiply(float[] y, float[] w, float[] x, int from, int to) {
        loops.multiply(y, w, x, from, to);
    }

    @Override
    public void multiplyAdd(float[] y, float[] w, float[] x, int from, int to) {
        loops.multiplyAdd(y, w, x, from, to);
    }

    @Override
    public void silu(float[] y, float[] x, int from, int to) {
        loops.silu(y, x, from, to);
    }

    @Override
    public void siluBackward(float[] dx, float[] x, float[] dy, int from, int to) {
        loops.siluBackward(dx, x, dy, from, to);
    }

    @Override
    public void subtract(float[] y, float[] x, float[] w, int from, int to) {
        loops.subtract(y, x, w, from, to);
    }

    @Override
    public void max(float[] y, float[] x, int from, int to) {
        loops.max(y, x, from, to);
    }

    @Override
    public void exp(float[] y, float[] x, int from, int to) {
        loops.exp(y, x, from, to);
    }

    @Override
    public void softplus(float[] y, float[] slope, float[] x, int from, int to) {
        loops.softplus(y, slope, x, from, to);
    }

    @Override
    public void pinball(
            float[] sum, float[] w, float[] y, float[] q, double level, int from, int to) {
        loops.pinball(sum, w, y, q, (float) level, from, to);
    }

    @Override
    public void pinballSlope(
            float[] d, float[] w, float[] y, float[] q, double level, int from, int to) {
        loops.pinballSlope(d, w, y, q, (float) level, from, to);
    }

    @Override
    public void add(float[] y, int yAt, float[] x, int xAt, int count) {
        loops.add(y, yAt, x, xAt, count);
    }

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
        loops.product(c, a, aTransposed, b, bTransposed, rows, inner, columns, shape);
    }

    @Override
    public void transpose(float[][] target, float[][] source, int rows, int from, int to) {
        for (int i = 0; i < rows; i++) {
            float[] row = source[i];
            for (int j = from; j < to; j++) {
                target[j - from][i] = row[j];
            }
        }
    }
}
