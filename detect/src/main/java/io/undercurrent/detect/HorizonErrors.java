package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Learns how the error of the multi-step median forecast grows with the step h = 1..H. Only one
 * forecast at a time is pending.
 *
 * <p>A path of H medians waits while H values arrive, and each value is compared with its median;
 * then the caller may offer the next path. So memory is bounded by {@code 2 H + 2} doubles, and
 * each step is judged once in H events. For each step the mean error magnitude over about 24 paths
 * is kept and read as a standard deviation (times sqrt(pi / 2)). A step that was observed k times
 * is averaged with its predecessor's scale, extrapolated like a random walk by {@code sqrt(h / (h -
 * 1))}; the extrapolation counts as two observations. So a step without observations is
 * extrapolated. Step 1 has the one-step scale itself, and no step is below it. Pooling neighbours
 * (isotonic regression, Ayer et al. 1955) makes the scales non-decreasing in h, because a forecast
 * with less information cannot be better.
 */
public final class HorizonErrors {
    private static final double MEMORY = 24;
    private static final double PRIOR_WEIGHT = 2;
    private static final double CLIP = 8;
    private static final double MAX_MAGNITUDE = 1e150;
    private static final double UNSEEN = -1;

    private final int horizon;
    private final double[] scratch;

    /**
     * @param horizon number of steps H, 1 to 4096
     */
    public HorizonErrors(int horizon) {
        this.horizon = Check.range("horizon", horizon, 1, 4096);
        this.scratch = new double[horizon];
    }

    /** Number of steps H. */
    public int horizon() {
        return horizon;
    }

    /** Doubles of state: H medians, H magnitudes, the path's age, the number of paths. */
    public int size() {
        return 2 * horizon + 2;
    }

    /** Starts with no pending path and no observations. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + horizon, 0.0);
        Arrays.fill(s, o + horizon, o + 2 * horizon, UNSEEN);
        s[o + 2 * horizon] = horizon;
        s[o + 2 * horizon + 1] = 0;
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        int age = o + 2 * horizon;
        StateCheck.whole("age of the forecast that waits for its values", s[age], 0, horizon);
        double paths = s[age] < horizon ? 1 : 0;
        StateCheck.whole("number of forecasts that were judged", s[age + 1], paths, MEMORY);
        StateCheck.bounded("median that waits for its value", s, o, o + horizon, Double.MAX_VALUE);
        for (int i = o + horizon; i < age; i++) {
            StateCheck.range("usual error of a horizon", s[i], UNSEEN, MAX_MAGNITUDE);
        }
    }

    /** Whether no path is pending. */
    public boolean wantsPath(double[] s, int o) {
        return s[o + 2 * horizon] >= horizon;
    }

    /**
     * Makes {@code medians} the pending path: {@code medians[h - 1]} forecasts the h-th value
     * observed from now on.
     *
     * @param medians H finite numbers in the channel's own unit
     * @throws IllegalStateException if a path is pending
     */
    public void offerPath(double[] s, int o, double[] medians) {
        if (!wantsPath(s, o)) {
            throw new IllegalStateException(
                    "a path of "
                            + horizon
                            + " medians is pending at step "
                            + s[o + 2 * horizon]
                            + "; offer one only if wantsPath");
        }
        for (int i = 0; i < horizon; i++) {
            Check.bounded("medians", medians[i], Double.MAX_VALUE);
        }
        System.arraycopy(medians, 0, s, o, horizon);
        s[o + 2 * horizon] = 0;
        s[o + 2 * horizon + 1] = Math.min(MEMORY, s[o + 2 * horizon + 1] + 1);
    }

    /**
     * Compares the next value with the pending path, if any. NaN is a missing value: it advances
     * the path and is not compared.
     */
    public void observe(double[] s, int o, double value) {
        int age = (int) s[o + 2 * horizon];
        if (age >= horizon) {
            return;
        }
        s[o + 2 * horizon] = age + 1;
        if (Double.isNaN(value)) {
            return;
        }
        int at = o + horizon + age;
        boolean first = s[at] < 0;
        double usual = !first ? s[at] : age > 0 ? s[at - 1] : 0;
        double limit = usual > 0 ? CLIP * usual : MAX_MAGNITUDE;
        double magnitude = Math.min(Math.abs(value - s[o + age]), Math.min(limit, MAX_MAGNITUDE));
        s[at] = first ? magnitude : s[at] + (magnitude - s[at]) / s[o + 2 * horizon + 1];
    }

    /**
     * Error scale of step {@code h}, comparable to a standard deviation, in the channel's own unit.
     *
     * @param oneStepScale scale of the one-step error, same unit
     */
    public double scale(double[] s, int o, int h, double oneStepScale) {
        scales(s, o, oneStepScale, scratch);
        return scratch[Check.range("h", h, 1, horizon) - 1];
    }

    /**
     * Writes the scales of all H steps, as from {@link #scale}, to {@code out}; they are
     * non-decreasing.
     */
    public void scales(double[] s, int o, double oneStepScale, double[] out) {
        double age = s[o + 2 * horizon];
        double paths = s[o + 2 * horizon + 1];
        double grown = oneStepScale;
        out[0] = grown;
        for (int i = 1; i < horizon; i++) {
            double own = s[o + horizon + i];
            double seen = own < 0 ? 0 : i < age ? paths : paths - 1;
            grown *= Math.sqrt((i + 1.0) / i);
            grown =
                    (seen * ErrorScale.FROM_MAGNITUDE * own + PRIOR_WEIGHT * grown)
                            / (seen + PRIOR_WEIGHT);
            out[i] = Math.max(grown, oneStepScale);
        }
        Isotonic.fit(out, horizon);
    }
}
