package io.undercurrent.training.forecast;

import java.util.Arrays;

/**
 * Least squares with exponential forgetting, kept as {@code A = sum f^(t-i) phi_i phi_i'} and
 * {@code b = sum f^(t-i) phi_i y_i} and solved when weights are needed.
 *
 * <p>It replaces detect's RecursiveLeastSquares here, which takes at most 32 features; the
 * baselines have up to 40. Nothing is subtracted from A, so it cannot lose its definiteness; a
 * ridge relative to each feature's own power keeps collinear features apart. Cost: n^2/2
 * multiplications per event, n^3/6 per solution (Cholesky; Golub and Van Loan, Matrix Computations,
 * 4.2).
 */
final class NormalEquations {
    private final int n;
    private final double forgetting;
    private final double ridge;
    private final double[][] a;
    private final double[] b;
    private final double[][] factor;
    private final double[] scale;
    private final double[] column;

    /**
     * @param n number of features
     * @param forgetting factor f of the weight of past events, per event
     * @param ridge added to the diagonal of A, as a share of it
     */
    NormalEquations(int n, double forgetting, double ridge) {
        this.n = n;
        this.forgetting = forgetting;
        this.ridge = ridge;
        a = triangle(n);
        factor = triangle(n);
        b = new double[n];
        scale = new double[n];
        column = new double[n];
    }

    private static double[][] triangle(int n) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[i + 1];
        }
        return rows;
    }

    /** Learns that {@code phi} (length n) gave {@code target}. */
    void update(double[] phi, double target) {
        for (int i = 0; i < n; i++) {
            double[] row = a[i];
            double x = phi[i];
            for (int j = 0; j <= i; j++) {
                row[j] = forgetting * row[j] + x * phi[j];
            }
            b[i] = forgetting * b[i] + x * target;
        }
    }

    /** Writes the weights, length n; a feature that was always 0 has weight 0. */
    void solve(double[] w) {
        for (int i = 0; i < n; i++) {
            scale[i] = a[i][i] > 0 ? 1 / Math.sqrt(a[i][i]) : 0;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                factor[i][j] = a[i][j] * scale[i] * scale[j];
            }
            factor[i][i] = 1 + ridge;
            w[i] = b[i] * scale[i];
        }
        factorise();
        for (int i = 0; i < n; i++) {
            double sum = w[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * w[j];
            }
            w[i] = sum / factor[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            w[i] /= factor[i][i];
            for (int j = 0; j < i; j++) {
                w[j] -= factor[i][j] * w[i];
            }
        }
        for (int i = 0; i < n; i++) {
            w[i] *= scale[i];
        }
    }

    /**
     * Works column by column, so that the inner loop runs along a row and the JIT can vectorise it.
     */
    private void factorise() {
        for (int k = 0; k < n; k++) {
            double pivot = Math.sqrt(factor[k][k]);
            factor[k][k] = pivot;
            for (int i = k + 1; i < n; i++) {
                double[] row = factor[i];
                double x = row[k] / pivot;
                row[k] = x;
                column[i] = x;
                for (int j = k + 1; j <= i; j++) {
                    row[j] -= x * column[j];
                }
            }
        }
        Arrays.fill(column, 0);
    }
}
