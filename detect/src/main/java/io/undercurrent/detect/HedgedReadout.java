package io.undercurrent.detect;

import java.util.Arrays;

/**
 * A linear correction of a frozen forecast. It is learned online from the frozen model's features
 * and trusted according to how much it helped recently.
 *
 * <p>The trust is a sigmoid of the recent advantage, in absolute error, of the corrected over the
 * frozen forecast (the exponentially weighted forecaster of two experts, Cesa-Bianchi and Lugosi
 * 2006, 2.1, with forgetting): a correction that hurts fades. Errors and corrections are in units
 * of recent error.
 */
public final class HedgedReadout {
    private static final double FORGETTING = 0.999;
    private static final double RIDGE = 1;

    /** Errors are clipped to this magnitude, corrections to {@link #MAX_CORRECTION}. */
    private static final double MAX_ERROR = 20;

    private static final double MAX_CORRECTION = 3;

    /**
     * Decay of the advantage per event, so that it covers about 500 events. {@link #EAGERNESS} is
     * how fast an advantage turns into trust.
     */
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
     * A correction for a number of features.
     *
     * @param features number of features n, 1 to {@value RecursiveLeastSquares#MAX_FEATURES}
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

    /** Starts with a correction of 0. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + regressionAt, 0);
        regression.init(s, o + regressionAt);
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @param pending whether a forecast is pending; without one, its features are not used
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o, boolean pending) {
        if (pending) {
            StateCheck.bounded(
                    "read-out's feature", s, o + PENDING, o + regressionAt, Check.MAX_MAGNITUDE);
        }
        regression.check(s, o + regressionAt);
    }

    /**
     * Learns the error of the frozen forecast whose features were passed last.
     *
     * @param error value minus frozen forecast, in units of recent error
     */
    public void learn(double[] s, int o, double error) {
        double held = Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
        double gain = Math.abs(held) - Math.abs(held - s[o + RAW]);
        s[o + ADVANTAGE] = MEMORY * s[o + ADVANTAGE] + gain;
        System.arraycopy(s, o + PENDING, phi, 0, n);
        regression.update(s, o + regressionAt, phi, held);
    }

    /**
     * The correction of the next forecast, in units of recent error; always finite. If what was
     * learned has overflowed, the read-out starts again with this call, so that no forecast is
     * lost; until it has learned again, the frozen forecast stands.
     *
     * @param features [n]; copied to the state until {@link #learn} gets the forecast's error
     */
    public double correct(double[] s, int o, double[] features) {
        double raw = regression.predict(s, o + regressionAt, features, weights);
        if (!Double.isFinite(raw) || !Double.isFinite(s[o + ADVANTAGE])) {
            init(s, o);
            raw = 0;
        }
        System.arraycopy(features, 0, s, o + PENDING, n);
        s[o + RAW] = Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, raw));
        return trusted(s, o);
    }

    /** The raw correction of the last {@link #correct}, weighted with the current trust. */
    public double trusted(double[] s, int o) {
        return s[o + RAW] / (1 + StrictMath.exp(-EAGERNESS * s[o + ADVANTAGE]));
    }
}
