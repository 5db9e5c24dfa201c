package io.undercurrent.training.forecast;

/** A baseline's point forecasts; {@link ResidualForecaster} makes quantiles of them. */
public interface PointModel {
    /**
     * Takes in the next value.
     *
     * @param value NaN where missing
     */
    void observe(double value);

    /**
     * Forecasts from the newest value on.
     *
     * @param points receives a value for each declared horizon; NaN before the first value
     */
    void forecast(double[] points);
}
