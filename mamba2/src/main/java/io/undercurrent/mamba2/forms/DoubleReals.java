package io.undercurrent.mamba2.forms;

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
    public void combine(
            double[] y, double[] a, int aAt, double[][] b, int bRow, int count, int from, int to) {
        for (int k = 0; k < count; k++) {
            axpy(y, a[aAt + k], b[bRow + k], from, to);
        }
    }

    @Override
    public void combineColumn(
            double[] y,
            double[][] a,
            int aRow,
            int column,
            double[][] b,
            int bRow,
            int count,
            int from,
            int to) {
        for (int k = 0; k < count; k++) {
            axpy(y, a[aRow + k][column], b[bRow + k], from, to);
        }
    }

    @Override
    public void product(double[][] c, double[][] a, double[][] b, int columns) {
        for (int i = 0; i < c.length; i++) {
            combine(c[i], a[i], 0, b, 0, b.length, 0, columns);
        }
    }

    @Override
    public void transposedProduct(double[][] c, double[][] a, double[][] b, int columns) {
        for (int i = 0; i < c.length; i++) {
            combineColumn(c[i], a, 0, i, b, 0, b.length, 0, columns);
        }
    }
}
