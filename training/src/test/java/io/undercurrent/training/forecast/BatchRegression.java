package io.undercurrent.training.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Oracle: weighted ridge regression over all rows at once, normal equations by Gauss-Jordan
 * elimination with pivoting.
 */
final class BatchRegression {
    private final List<double[]> rows = new ArrayList<>();
    private final List<Double> targets = new ArrayList<>();

    void add(double[] phi, double target) {
        rows.add(phi.clone());
        targets.add(target);
    }

    /** Weights of rows that fade by {@code forgetting} each, the ridge a share of the diagonal. */
    double[] solve(int n, double forgetting, double ridge) {
        double[][] a = new double[n][n + 1];
        for (int r = 0; r < rows.size(); r++) {
            double weight = Math.pow(forgetting, rows.size() - 1 - r);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += weight * rows.get(r)[i] * rows.get(r)[j];
                }
                a[i][n] += weight * rows.get(r)[i] * targets.get(r);
            }
        }
        for (int i = 0; i < n; i++) {
            a[i][i] = a[i][i] == 0 ? 1 : a[i][i] * (1 + ridge);
        }
        eliminate(a, n);
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = a[i][n] / a[i][i];
        }
        return w;
    }

    private static void eliminate(double[][] a, int n) {
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : a[i][k] / row[k];
                for (int j = k; j <= n; j++) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
    }
}
