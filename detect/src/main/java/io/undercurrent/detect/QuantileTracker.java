package io.undercurrent.detect;

/**
 * Learns how far each declared quantile lies from the forecast's median, in units of the recent
 * error scale, so that bands have the declared coverage for any distribution of errors.
 *
 * <p>Each offset follows the gradient of the pinball loss (Koenker and Bassett 1978): it goes up by
 * {@code step q} if the error was above it, and down by {@code step (1 - q)} otherwise. Outer
 * quantiles take larger steps, by {@code 1 / (4 q (1 - q))}, because the gradient there is small.
 * The step starts large and settles at a small value, because a large step increases the error of
 * the coverage itself. Offsets start at the normal distribution's quantiles. They are independent
 * and are sorted when read (rearrangement, Chernozhukov et al. 2010). It takes one double of state
 * for each quantile, and one for the count.
 */
public final class QuantileTracker {
    private static final double SLOWEST = 0.004;
    private static final double FASTEST = 0.1;

    private final double[] quantiles;
    private final double[] normal;
    private final double[] stepScale;

    /**
     * @param quantiles strictly increasing, in (0, 1), at least one
     * @throws IllegalArgumentException otherwise, naming the place and the value
     */
    public QuantileTracker(double[] quantiles) {
        this.quantiles = quantiles.clone();
        this.normal = new double[quantiles.length];
        this.stepScale = new double[quantiles.length];
        double last = 0;
        for (int i = 0; i < quantiles.length; i++) {
            double q = quantiles[i];
            if (!(q > last && q < 1)) {
                throw new IllegalArgumentException(
                        "quantiles["
                                + i
                                + "] = "
                                + q
                                + ": allowed are numbers above "
                                + last
                                + " and below 1");
            }
            last = q;
            normal[i] = NormalQuantile.of(q);
            stepScale[i] = 1 / (4 * q * (1 - q));
        }
    }

    /** Number of quantiles. */
    public int quantiles() {
        return quantiles.length;
    }

    /** Doubles of state: an offset per quantile, and the count of errors. */
    public int size() {
        return quantiles.length + 1;
    }

    /** Starts at the normal distribution's quantiles. */
    public void init(double[] s, int o) {
        System.arraycopy(normal, 0, s, o, normal.length);
        s[o + normal.length] = 0;
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        StateCheck.bounded("quantile's offset", s, o, o + normal.length, Check.MAX_MAGNITUDE);
        StateCheck.range(
                "quantiles' number of errors", s[o + normal.length], 0, StateCheck.MAX_COUNT);
    }

    /** Learns one error, in units of the error scale from before this error; NaN is refused. */
    public void update(double[] s, int o, double error) {
        Check.bounded("error", error, Double.MAX_VALUE);
        double count = s[o + normal.length] + 1;
        s[o + normal.length] = count;
        double step = Math.max(SLOWEST, Math.min(FASTEST, 1 / count));
        for (int i = 0; i < normal.length; i++) {
            double above = error > s[o + i] ? quantiles[i] : quantiles[i] - 1;
            s[o + i] += step * stepScale[i] * above;
        }
    }

    /**
     * Writes the offsets in non-decreasing order to {@code out}, whose length is the number of
     * quantiles.
     */
    public void offsets(double[] s, int o, double[] out) {
        for (int i = 0; i < normal.length; i++) {
            double x = s[o + i];
            int j = i;
            for (; j > 0 && out[j - 1] > x; j--) {
                out[j] = out[j - 1];
            }
            out[j] = x;
        }
    }
}
