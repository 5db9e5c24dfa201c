package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;
import io.undercurrent.mamba2.FloatLoops.Shape;
import java.util.Arrays;

/** float64 loops, written for clarity. They are for checking formulas and never run in a stream. */
final class DoubleReals implements Reals<double[]> {

    @Override
    public double[] vector(int length) {
        return new double[length];
    }

    @Override
    public double[][] matrix(int rows, int columns) {
        return new double[rows][columns];
    }

    @Override
    public int length(double[] v) {
        return v.length;
    }

    @Override
    public double get(double[] v, int i) {
        return v[i];
    }

    @Override
    public void set(double[] v, int i, double value) {
        v[i] = value;
    }

    @Override
    public double exp(double x) {
        return StrictMath.exp(x);
    }

    @Override
    public double softplus(double x) {
        return x > 20 ? x : StrictMath.log1p(StrictMath.exp(x));
    }

    @Override
    public double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    @Override
    public double sum(double[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Override
    public void fill(double[] y, double a, int from, int to) {
        Arrays.fill(y, from, to, a);
    }

    @Override
    public void scale(double[] y, double a, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = a * x[i];
        }
    }

    @Override
    public void axpy(double[] y, double a, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += a * x[i];
        }
    }

    @Override
    public void multiply(double[] y, double[] w, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = w[i] * x[i];
        }
    }

    @Override
    public void multiplyAdd(double[] y, double[] w, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += w[i] * x[i];
        }
    }

    @Override
    public void silu(double[] y, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] * sigmoid(x[i]);
        }
    }

    @Override
    public void siluBackward(double[] dx, double[] x, double[] dy, int from, int to) {
        for (int i = from; i < to; i++) {
            double s = sigmoid(x[i]);
            dx[i] = dy[i] * (s + x[i] * s * (1 - s));
        }
    }

    @Override
    public void subtract(double[] y, double[] x, double[] w, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] - w[i];
        }
    }

    @Override
    public void max(double[] y, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max(y[i], x[i]);
        }
    }

    @Override
    public void exp(double[] y, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = exp(x[i]);
        }
    }

    @Override
    public void softplus(double[] y, double[] slope, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            slope[i] = sigmoid(v);
            y[i] = softplus(v);
        }
    }

    @Override
    public void pinball(
            double[] sum, double[] w, double[] y, double[] q, double level, int from, int to) {
        for (int i = from; i < to; i++) {
            double error = y[i] - q[i];
            sum[i] += w[i] * (error < 0 ? level - 1 : level) * error;
        }
    }

    @Override
    public void pinballSlope(
            double[] d, double[] w, double[] y, double[] q, double level, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] += w[i] * ((y[i] < q[i] ? 1 : 0) - level);
        }
    }

    /** All of the result, whatever its shape: what is above a diagonal is zero or not needed. */
    @Override
    public void product(
            Block<double[]> c,
            Block<double[]> a,
            boolean aTransposed,
            Block<double[]> b,
            boolean bTransposed,
            int rows,
            int inner,
            int columns,
            Shape shape) {
        for (int i = 0; i < rows; i++) {
            double[] sums = c.rows()[c.row() + i];
            for (int k = 0; k < inner; k++) {
                double factor = element(a, aTransposed, i, k);
                for (int j = 0; j < columns; j++) {
                    sums[c.column() + j] += factor * element(b, bTransposed, k, j);
                }
            }
        }
    }

    private static double element(Block<double[]> m, boolean transposed, int i, int j) {
        return transposed
                ? m.rows()[m.row() + j][m.column() + i]
                : m.rows()[m.row() + i][m.column() + j];
    }
}
