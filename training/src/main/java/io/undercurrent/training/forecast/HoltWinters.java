package io.undercurrent.training.forecast;

import java.util.Arrays;

/**
 * Exponential smoothing with additive errors, damped trend and additive season, ETS(A,Ad,A) in
 * error-correction form (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 8.5).
 *
 * <p>With e = y - (l + phi b + s[t-m]): l += phi b + alpha e (from the old l), b = phi b + beta e,
 * s = s[t-m] + gamma e. Step h: l + (phi + ... + phi^h) b + s of the newest season. A missing value
 * has error 0.
 */
final class HoltWinters implements PointModel {
    private final HoltWintersFit fit;
    private final int[] horizons;
    private final double[] season;
    private double level;
    private double trend;
    private long count;

    HoltWinters(HoltWintersFit fit, int[] horizons) {
        this.fit = fit;
        this.horizons = horizons;
        season = fit.season().clone();
        level = fit.level();
        trend = fit.trend();
    }

    @Override
    public void observe(double value) {
        error(value);
    }

    /** Takes the next value and returns its one-step error, NaN if it is missing. */
    double error(double value) {
        int at = (int) (count++ % season.length);
        double expected = level + fit.phi() * trend + season[at];
        double error = value - expected;
        double e = Double.isNaN(error) ? 0 : error;
        level += fit.phi() * trend + fit.alpha() * e;
        trend = fit.phi() * trend + fit.beta() * e;
        season[at] += fit.gamma() * e;
        return error;
    }

    @Override
    public void forecast(double[] points) {
        if (Double.isNaN(level)) {
            Arrays.fill(points, Double.NaN);
            return;
        }
        double power = 1;
        double damped = 0;
        int step = 0;
        for (int i = 0; i < horizons.length; i++) {
            for (; step < horizons[i]; step++) {
                power *= fit.phi();
                damped += power;
            }
            int at = (int) ((count - 1 + horizons[i]) % season.length);
            points[i] = level + damped * trend + season[at];
        }
    }
}
