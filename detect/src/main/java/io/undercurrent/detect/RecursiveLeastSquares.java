package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Learns a linear read-out online, one event at a time, with exponential forgetting. The ridge
 * penalty does not fade.
 *
 * <p>It uses the square-root information form: the state holds the triangular matrix R and the
 * vector z of {@code R w = z} with {@code R'R = sum_i f^(t-i) phi_i phi_i' + ridge I}. Each event
 * is one row that Givens rotations in fixed order rotate into R (Gentleman 1973; Golub and Van
 * Loan, Matrix Computations, 5.1.8 and 6.5). The usual covariance form is not used because
 * subtracting from a covariance loses its positivity on collinear or large features, and without
 * excitation the covariance winds up. Here nothing is subtracted. Forgetting reduces the ridge, so
 * each event restores it for one coordinate, in turn; so trace (R'R)^-1 never exceeds {@code n /
 * (ridge f^(n-1))}.
 *
 * <p>Costs: about 3 n^2 multiplications per event, n^2/2 to solve for the weights, and {@code
 * n(n+1)/2 + n + 1} doubles of state.
 */
public final class RecursiveLeastSquares {
    /** Largest number of features; each key's state grows with its square. */
    public static final int MAX_FEATURES = 32;

    /** Largest magnitude of a feature or target, so that sums of squares stay far from overflow. */
    public static final double MAX_MAGNITUDE = Check.MAX_MAGNITUDE;

    private final int n;
    private final int zAt;
    private final int cursorAt;
    private final double rootForgetting;
    private final double forgetting;
    private final double ridge;
    private final double ridgeRow;
    private final double[] row;

    /**
     * @param features number of features n, 1 to {@value #MAX_FEATURES}
     * @param forgetting factor f by which each event reduces the weight of past events, in [0.5,
     *     1]; about {@code 1 / (1 - f)} events are remembered
     * @param ridge weight of {@code |w|^2} against the weighted sum of squared errors, positive
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public RecursiveLeastSquares(int features, double forgetting, double ridge) {
        this.n = Check.range("features", features, 1, MAX_FEATURES);
        this.forgetting = Check.range("forgetting", forgetting, 0.5, 1.0);
        this.ridge = Check.range("ridge", ridge, 1e-12, 1e12);
        this.zAt = n * (n + 1) / 2;
        this.cursorAt = zAt + n;
        this.rootForgetting = Math.sqrt(forgetting);
        this.ridgeRow = Math.sqrt((1 - power(forgetting, n)) * ridge);
        this.row = new double[n];
    }

    /** Number of features n. */
    public int features() {
        return n;
    }

    /**
     * Doubles of state: {@code n(n+1)/2} for R by rows, n for z, and one for the coordinate whose
     * ridge is restored next.
     */
    public int size() {
        return cursorAt + 1;
    }

    /**
     * Starts with zero weights. Each coordinate's ridge starts at the value that its turn in the
     * cycle expects.
     */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0.0);
        int diagonal = o;
        for (int i = 0; i < n; i++) {
            s[diagonal] = Math.sqrt(ridge * power(forgetting, n - 1 - i));
            diagonal += n - i;
        }
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        StateCheck.whole("regression's next coordinate", s[o + cursorAt], 0, n - 1);
    }

    /**
     * Learns one event.
     *
     * @param phi features, length n; left unchanged
     * @param target the value that the read-out should give for {@code phi}
     * @throws IllegalArgumentException if a number is not finite or exceeds {@link #MAX_MAGNITUDE};
     *     the state is then unchanged
     */
    public void update(double[] s, int o, double[] phi, double target) {
        Check.bounded("target", target, MAX_MAGNITUDE);
        for (int i = 0; i < n; i++) {
            Check.bounded("feature", phi[i], MAX_MAGNITUDE);
            row[i] = phi[i];
        }
        rotate(s, o, 0, rootForgetting, target);
        int k = (int) s[o + cursorAt];
        s[o + cursorAt] = k + 1 == n ? 0 : k + 1;
        if (ridgeRow > 0) {
            Arrays.fill(row, k, n, 0.0);
            row[k] = ridgeRow;
            rotate(s, o, k, 1.0, 0.0);
        }
    }

    /**
     * Scales the rows of R and rotates {@link #row}, which is zero before {@code first}, into R.
     */
    private void rotate(double[] s, int o, int first, double scaleOfR, double target) {
        double rest = target;
        int diagonal = o + first * n - first * (first - 1) / 2;
        for (int i = first; i < n; i++) {
            double a = scaleOfR * s[diagonal];
            double b = row[i];
            double length = Math.sqrt(a * a + b * b);
            double sin = b / length;
            double cos = a / length;
            double scaledCos = cos * scaleOfR;
            double scaledSin = sin * scaleOfR;
            s[diagonal] = length;
            int shift = diagonal - i;
            for (int j = i + 1; j < n; j++) {
                double r = s[shift + j];
                double x = row[j];
                s[shift + j] = scaledCos * r + sin * x;
                row[j] = cos * x - scaledSin * r;
            }
            double z = s[o + zAt + i];
            s[o + zAt + i] = scaledCos * z + sin * rest;
            rest = cos * rest - scaledSin * z;
            diagonal += n - i;
        }
    }

    /** Solves {@code R w = z} by back substitution into {@code w}, length n. */
    public void weights(double[] s, int o, double[] w) {
        int diagonal = o + zAt - 1;
        for (int i = n - 1; i >= 0; i--) {
            int shift = diagonal - i;
            double sum = s[o + zAt + i];
            for (int j = i + 1; j < n; j++) {
                sum -= s[shift + j] * w[j];
            }
            w[i] = sum / s[diagonal];
            diagonal -= n - i + 1;
        }
    }

    /**
     * Converts everything learned to other units; this is exact except for the ridge. Features
     * {@code from .. to - 1} and the target are multiplied by {@code factor}, and {@code shift}
     * times feature 0 is added to feature {@code from}.
     *
     * <p>With new features {@code A phi}, R becomes {@code R A'}, which is triangular again.
     *
     * @param from first feature in the changed unit, at least 1
     * @param to index after the last feature in the changed unit, at most n
     * @param factor old unit divided by new unit, positive
     * @param shift the amount by which feature {@code from} moved, in the new unit
     */
    public void carry(double[] s, int o, int from, int to, double factor, double shift) {
        int diagonal = o;
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(i, from); j < to; j++) {
                s[diagonal + j - i] *= factor;
            }
            if (i == 0) {
                s[diagonal + from] += shift * s[diagonal];
            }
            s[o + zAt + i] *= factor;
            diagonal += n - i;
        }
    }

    /**
     * The read-out for {@code phi}.
     *
     * @param w scratch, length n; receives the weights, which the caller may pass to {@link #dot}
     */
    public double predict(double[] s, int o, double[] phi, double[] w) {
        weights(s, o, w);
        return dot(w, phi);
    }

    /** Sum of {@code w[i] phi[i]} over the features, in increasing order of i. */
    public double dot(double[] w, double[] phi) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += w[i] * phi[i];
        }
        return sum;
    }

    /**
     * Trace of (R'R)^-1, which bounds wind-up. For tests and metrics; it takes n^3/6
     * multiplications.
     */
    public double covarianceTrace(double[] s, int o) {
        double trace = 0;
        for (int column = 0; column < n; column++) {
            int diagonal = o + column * n - column * (column - 1) / 2;
            for (int i = column; i >= 0; i--) {
                int shift = diagonal - i;
                double sum = i == column ? 1 : 0;
                for (int j = i + 1; j <= column; j++) {
                    sum -= s[shift + j] * row[j];
                }
                row[i] = sum / s[diagonal];
                trace += row[i] * row[i];
                diagonal -= n - i + 1;
            }
        }
        return trace;
    }

    private static double power(double base, int exponent) {
        double p = 1;
        for (int i = 0; i < exponent; i++) {
            p *= base;
        }
        return p;
    }
}
