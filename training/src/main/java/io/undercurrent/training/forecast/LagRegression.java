package io.undercurrent.training.forecast;

import java.util.Arrays;

/**
 * Autoregression by recursive least squares, with a separate model for each horizon: when y[t] is
 * known, a model learns it from the lags as they were h events before; it forecasts with the
 * coefficients as of the origin.
 *
 * <p>A missing value counts as the last one if it is a lag, and is not learned as a target; lags
 * before the first value count as the first value. Values are taken relative to the first one, so
 * that sums of squares keep their digits.
 */
final class LagRegression implements PointModel {
    /** Memory of about 2000 events. */
    static final double FORGETTING = 0.9995;

    /** Small enough for series whose neighbours differ by a hundredth of their spread. */
    static final double RIDGE = 1e-7;

    private final int[] lags;
    private final int[] horizons;
    private final NormalEquations[] equations;
    private final double[] phi;
    private final double[] weights;
    private double[] history = new double[1024];
    private int size;
    private double first = Double.NaN;

    LagRegression(int[] lags, int[] horizons) {
        this.lags = lags;
        this.horizons = horizons;
        int features = lags.length + 1;
        phi = new double[features];
        weights = new double[features];
        equations = new NormalEquations[horizons.length];
        for (int i = 0; i < horizons.length; i++) {
            equations[i] = new NormalEquations(features, FORGETTING, RIDGE);
        }
    }

    @Override
    public void observe(double value) {
        boolean missing = Double.isNaN(value);
        if (size == 0) {
            if (missing) {
                return;
            }
            first = value;
        }
        if (size == history.length) {
            history = Arrays.copyOf(history, 2 * size);
        }
        history[size] = missing ? history[size - 1] : value - first;
        size++;
        for (int i = 0; i < horizons.length; i++) {
            int origin = size - 1 - horizons[i];
            if (!missing && origin >= 0) {
                features(origin);
                equations[i].update(phi, history[size - 1]);
            }
        }
    }

    @Override
    public void forecast(double[] points) {
        if (size == 0) {
            Arrays.fill(points, Double.NaN);
            return;
        }
        for (int i = 0; i < horizons.length; i++) {
            equations[i].solve(weights);
            features(size - 1);
            double sum = first;
            for (int j = 0; j < phi.length; j++) {
                sum += weights[j] * phi[j];
            }
            points[i] = sum;
        }
    }

    private void features(int origin) {
        for (int j = 0; j < lags.length; j++) {
            phi[j] = history[Math.max(0, origin - lags[j])];
        }
        phi[lags.length] = 1;
    }
}
