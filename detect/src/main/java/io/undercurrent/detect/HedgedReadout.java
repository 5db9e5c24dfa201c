package io.undercurrent.detect;

import java.util.Arrays;

/**
 * A linear correction of a frozen forecast, learned online from the frozen model's features, and
 * trusted as far as it has helped lately.
 *
 * <p>The trust is a sigmoid of the recent advantage, in absolute error, of the corrected over the
 * frozen forecast (the exponentially weighted forecaster of two experts, Cesa-Bianchi and Lugosi
 * 2006, 2.1, with forgetting): where the correction hurts, it fades. Errors and corrections are in
 * units of recent error.
 */
public final class HedgedReadout {
    private static final double FORGETTING = 0.999;
    private static final double RIDGE = 1;

    /** Errors and corrections end here. */
    private static final double MAX_ERROR = 20;

    private static final double MAX_CORRECTION = 3;

    /** Memory of the advantage, about 500 events, and how fast it turns into trust. */
    private static final double MEMORY = 0.998;

    private static final double EAGERNESS = 0.2;

    private static final int RAW = 0;
    private static final int ADVANTAGE = 1;
    private static final int PENDING = 2;

    private final RecursiveLeastSquares regression;
    private final int n;
    private final int regressionAt;
    private final double[] phi;
    private final double[] weights;

    /**
     * A correction that starts at none.
     *
     * @param features n, 1 to {@value RecursiveLeastSquares#MAX_FEATURES}
     */
    public HedgedReadout(int features) {
        regression = new RecursiveLeastSquares(features, FORGETTING, RIDGE);
        n = features;
        regressionAt = PENDING + n;
        phi = new double[n];
        weights = new double[n];
    }

    /** Doubles of state. */
    public int size() {
        return regressionAt + regression.size();
    }

    /** Starts at no correction. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + regressionAt, 0);
        regression.init(s, o + regressionAt);
    }

    /**
     * Learns how far off the frozen forecast was whose features were given last.
     *
     * @param error value minus frozen forecast, in units
     */
    public void learn(double[] s, int o, double error) {
        double held = Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
        double gain = Math.abs(held) - Math.abs(held - s[o + RAW]);
        s[o + ADVANTAGE] = MEMORY * s[o + ADVANTAGE] + gain;
        System.arraycopy(s, o + PENDING, phi, 0, n);
        regression.update(s, o + regressionAt, phi, held);
    }

    /**
     * The correction of the next forecast, in units.
     *
     * @param features [n], kept until it is known how it turned out
     */
    public double correct(double[] s, int o, double[] features) {
        System.arraycopy(features, 0, s, o + PENDING, n);
        double raw = regression.predict(s, o + regressionAt, features, weights);
        s[o + RAW] = Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, raw));
        return trusted(s, o);
    }

    /** The newest correction again. */
    public double trusted(double[] s, int o) {
        return s[o + RAW] / (1 + StrictMath.exp(-EAGERNESS * s[o + ADVANTAGE]));
    }
}
