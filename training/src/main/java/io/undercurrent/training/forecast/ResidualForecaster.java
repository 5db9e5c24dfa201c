package io.undercurrent.training.forecast;

/**
 * Turns point forecasts into quantiles: the point plus the quantiles of the newest errors of the
 * same horizon, each learned when its target is known and not before.
 *
 * <p>It costs one point forecast per event, because every origin's error counts, and H + window
 * doubles per horizon.
 */
final class ResidualForecaster implements Forecaster {
    /** Six weeks of hours: long enough for the outermost level, short enough to follow a change. */
    static final int WINDOW = 1000;

    private final PointModel model;
    private final int[] horizons;
    private final double[][] pending;
    private final ResidualQuantiles[] residuals;
    private final double[] points;
    private long events;

    ResidualForecaster(PointModel model, int[] horizons) {
        this.model = model;
        this.horizons = horizons;
        points = new double[horizons.length];
        pending = new double[horizons.length][];
        residuals = new ResidualQuantiles[horizons.length];
        for (int i = 0; i < horizons.length; i++) {
            pending[i] = new double[horizons[i]];
            residuals[i] = new ResidualQuantiles(WINDOW);
        }
    }

    @Override
    public void observe(long timeMicros, double value) {
        for (int i = 0; i < horizons.length; i++) {
            if (events >= horizons[i]) {
                double error = value - pending[i][slot(i)];
                if (!Double.isNaN(error)) {
                    residuals[i].add(error);
                }
            }
        }
        model.observe(value);
        model.forecast(points);
        for (int i = 0; i < horizons.length; i++) {
            pending[i][slot(i)] = points[i];
        }
        events++;
    }

    @Override
    public boolean forecast(double[][] quantiles) {
        for (int i = 0; i < horizons.length; i++) {
            if (Double.isNaN(points[i])) {
                return false;
            }
            for (int k = 0; k < Levels.count(); k++) {
                quantiles[i][k] = points[i] + residuals[i].quantile(Levels.level(k));
            }
        }
        return events > 0;
    }

    /** The slot of the forecast made h events ago, which is replaced in the same event. */
    private int slot(int i) {
        return (int) (events % horizons[i]);
    }
}
