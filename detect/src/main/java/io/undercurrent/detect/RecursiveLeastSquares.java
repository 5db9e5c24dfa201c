package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Learns a linear read-out online, one event at a time, with exponential forgetting and a ridge
 * that does not fade.
 *
 * <p>Square-root information form: the state holds the triangle R and the vector z of {@code R w =
 * z} with {@code R'R = sum_i f^(t-i) phi_i phi_i' + ridge I}. An event is one row rotated into R by
 * Givens rotations in fixed order (Gentleman 1973; Golub and Van Loan, Matrix Computations, 5.1.8
 * and 6.5). Why not the usual covariance form: subtracting from a covariance loses its positivity
 * on collinear or large features, and without excitation it winds up; here nothing is subtracted,
 * and the ridge that forgetting takes away is put back, one coordinate an event in turn, so that
 * trace (R'R)^-1 stays at most {@code n / (ridge f^(n-1))} for ever.
 *
 * <p>Cost: about 3 n^2 multiplications an event, n^2/2 to solve for the weights; {@code n(n+1)/2 +
 * n + 1} doubles of state.
 */
public final class RecursiveLeastSquares {
    /** Largest number of features: the state grows with its square, for each key. */
    public static final int MAX_FEATURES = 32;

    /** Largest magnitude of a feature or target; sums of squares stay far from overflow. */
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
     * @param forgetting factor f of the weight of past events, per event, in [0.5, 1]; memory is
     *     about {@code 1 / (1 - f)} events
     * @param ridge weight of {@code |w|^2} against the weighted sum of squared errors, positive
     * @throws IllegalArgumentException for a value outside, naming it
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
     * Doubles of state: {@code n(n+1)/2} of R by rows, n of z, the coordinate whose ridge is next.
     */
    public int size() {
        return cursorAt + 1;
    }

    /** Starts at weights zero, with each coordinate's ridge where its turn will find it. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0.0);
        int diagonal = o;
        for (int i = 0; i < n; i++) {
            s[diagonal] = Math.sqrt(ridge * power(forgetting, n - 1 - i));
            diagonal += n - i;
        }
    }

    /**
     * Learns one event.
     *
     * @param phi features, length n; left unchanged
     * @param target what the weights should give on {@code phi}
     * @throws IllegalArgumentException for a number that is not finite or beyond {@link
     *     #MAX_MAGNITUDE}; the state is then as before
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

    /** Rotates {@link #row} (zero before {@code first}) into R, whose rows are first scaled. */
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
     * Carries all that was learned over to other units, exactly but for the ridge: features {@code
     * from .. to - 1} and the target are multiplied by {@code factor}, and {@code shift} times
     * feature 0 is added to feature {@code from}.
     *
     * <p>With new features {@code A phi}, R becomes {@code R A'}, which is a triangle again.
     *
     * @param from first feature in the changed unit, at least 1
     * @param to behind the last one, at most n
     * @param factor old unit over new one, positive
     * @param shift what the first of them moved by, in the new unit
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
     * What the weights give on {@code phi}.
     *
     * @param w scratch, length n; holds the weights afterwards, for further {@link #dot}s
     */
    public double predict(double[] s, int o, double[] phi, double[] w) {
        weights(s, o, w);
        return dot(w, phi);
    }

    /** Sum of {@code w[i] phi[i]} over the features, in rising order of i. */
    public double dot(double[] w, double[] phi) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += w[i] * phi[i];
        }
        return sum;
    }

    /** Trace of (R'R)^-1, the bound on wind-up; for tests and metrics, n^3/6 multiplications. */
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
