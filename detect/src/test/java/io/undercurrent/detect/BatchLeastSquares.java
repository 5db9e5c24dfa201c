package io.undercurrent.detect;

/**
 * Oracle: weighted ridge regression over the newest rows by Householder QR (Golub and Van Loan,
 * 5.2.1), nothing recursive in it.
 *
 * <p>Keeps {@code capacity} rows; older ones must weigh nothing ({@code forgetting^capacity} below
 * 1e-8) or not exist. One ridge for all coordinates, or one for each.
 */
final class BatchLeastSquares {
    private final int n;
    private final double forgetting;
    private final double[] ridge;
    private final double[][] rows;
    private long count;

    BatchLeastSquares(int n, int capacity, double forgetting, double... ridge) {
        this.n = n;
        this.forgetting = forgetting;
        this.ridge = ridge;
        this.rows = new double[capacity][n + 1];
    }

    void add(double[] phi, double target) {
        double[] row = rows[(int) (count % rows.length)];
        System.arraycopy(phi, 0, row, 0, n);
        row[n] = target;
        count++;
    }

    double predict(double[] phi) {
        double[] w = solve();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += w[i] * phi[i];
        }
        return sum;
    }

    double[] solve() {
        int m = (int) Math.min(count, rows.length);
        double[][] a = new double[n + 1][m + n];
        for (int k = 0; k < m; k++) {
            double[] row = rows[(int) ((count - 1 - k) % rows.length)];
            double weight = Math.sqrt(Math.pow(forgetting, k));
            for (int j = 0; j <= n; j++) {
                a[j][n + k] = weight * row[j];
            }
        }
        for (int j = 0; j < n; j++) {
            a[j][j] = Math.sqrt(ridge[j % ridge.length]);
        }
        for (int j = 0; j < n; j++) {
            reflect(a, j);
        }
        double[] w = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = a[n][i];
            for (int j = i + 1; j < n; j++) {
                sum -= a[j][i] * w[j];
            }
            w[i] = sum / a[i][i];
        }
        return w;
    }

    /** Zeroes column j below the diagonal; columns are stored as rows of {@code a}. */
    private void reflect(double[][] a, int j) {
        double[] v = a[j].clone();
        double norm = 0;
        for (int i = j; i < v.length; i++) {
            norm += v[i] * v[i];
        }
        double alpha = v[j] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
        v[j] -= alpha;
        double halfSquare = norm - a[j][j] * alpha;
        for (int c = j; c <= n; c++) {
            double dot = 0;
            for (int i = j; i < v.length; i++) {
                dot += v[i] * a[c][i];
            }
            double factor = dot / halfSquare;
            for (int i = j; i < v.length; i++) {
                a[c][i] -= factor * v[i];
            }
        }
    }
}
