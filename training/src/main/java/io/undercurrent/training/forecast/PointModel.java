package io.undercurrent.training.forecast;

/** A baseline's point forecasts; {@link ResidualForecaster} turns them into quantiles. */
public interface PointModel {
    /**
     * Takes the next value.
     *
     * @param value NaN if missing
     */
    void observe(double value);

    /**
     * Forecasts from the newest value.
     *
     * @param points receives a value for each declared horizon; NaN before the first value
     */
    void forecast(double[] points);
}
