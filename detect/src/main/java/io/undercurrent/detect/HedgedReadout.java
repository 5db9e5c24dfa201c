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

    /** Features are clipped to this magnitude, so that sums of their squares stay finite. */
    private static final float MAX_FEATURE = 1e6f;

    /**
     * Decay of the advantage per event, so that it covers about 500 events. {@link #EAGERNESS} is
     * how fast an advantage turns into trust.
     */
    private static final double MEMORY = 0.998;

    private static final double EAGERNESS = 0.2;

    private static final int RAW = 0;
    private static final int ADVANTAGE = 1;
    private static final int DOUBLES = 2;

    private final CompactLeastSquares regression;
    private final int n;
    private final float[] phi;

    /**
     * A correction for a number of features.
     *
     * @param features number of features n, 1 to {@value RecursiveLeastSquares#MAX_FEATURES}
     */
    public HedgedReadout(int features) {
        regression = new CompactLeastSquares(features, FORGETTING, RIDGE);
        n = features;
        phi = new float[n];
    }

    /** 64-bit numbers of state. */
    public int doubles() {
        return DOUBLES;
    }

    /** 32-bit numbers of state: the features of the pending forecast, and the regression. */
    public int floats() {
        return n + regression.size();
    }

    /** 64-bit numbers of state in slab formats 1 to 5, which had no others. */
    public int format5Size() {
        return DOUBLES + floats();
    }

    /** Starts with a correction of 0. */
    public void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + DOUBLES, 0);
        Arrays.fill(f, p, p + n, 0);
        regression.init(f, p + n);
    }

    /**
     * Converts a state of slab formats 1 to 5.
     *
     * @param from its numbers, from at on
     */
    public void readFormat5(double[] from, int at, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, DOUBLES);
        for (int i = 0; i < n; i++) {
            f[p + i] = held((float) from[at + DOUBLES + i]);
        }
        regression.read(from, at + DOUBLES + n, f, p + n);
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @param pending whether a forecast is pending; without one, its features are not used
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(float[] f, int p, boolean pending) {
        if (pending) {
            StateCheck.bounded("read-out's feature", f, p, p + n, MAX_FEATURE);
        }
        regression.check(f, p + n);
    }

    /**
     * Learns the error of the frozen forecast whose features were passed last.
     *
     * @param error value minus frozen forecast, in units of recent error
     */
    public void learn(double[] s, int o, float[] f, int p, double error) {
        double held = Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
        double gain = Math.abs(held) - Math.abs(held - s[o + RAW]);
        s[o + ADVANTAGE] = MEMORY * s[o + ADVANTAGE] + gain;
        System.arraycopy(f, p, phi, 0, n);
        regression.learn(f, p + n, phi, (float) held);
    }

    /**
     * The correction of the next forecast, in units of recent error; always finite. If what was
     * learned has overflowed, the read-out starts again with this call, so that no forecast is
     * lost; until it has learned again, the frozen forecast stands.
     *
     * @param features [n]; copied to the state until {@link #learn} gets the forecast's error
     */
    public double correct(double[] s, int o, float[] f, int p, float[] features) {
        for (int i = 0; i < n; i++) {
            f[p + i] = held(features[i]);
        }
        System.arraycopy(f, p, phi, 0, n);
        double raw = regression.predict(f, p + n, phi);
        if (!Double.isFinite(raw) || !Double.isFinite(s[o + ADVANTAGE])) {
            init(s, o, f, p);
            System.arraycopy(phi, 0, f, p, n);
            raw = 0;
        }
        s[o + RAW] = Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, raw));
        return trusted(s, o);
    }

    private static float held(float feature) {
        return Math.max(-MAX_FEATURE, Math.min(MAX_FEATURE, feature));
    }

    /** The raw correction of the last {@link #correct}, weighted with the current trust. */
    public double trusted(double[] s, int o) {
        return s[o + RAW] / (1 + StrictMath.exp(-EAGERNESS * s[o + ADVANTAGE]));
    }
}
