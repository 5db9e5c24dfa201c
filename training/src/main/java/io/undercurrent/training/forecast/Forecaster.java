package io.undercurrent.training.forecast;

/**
 * One method's state for one series. It receives events one by one and so cannot look ahead; it
 * serves one thread.
 */
public interface Forecaster {
    /**
     * Takes the next event.
     *
     * @param timeMicros its time
     * @param value its value, NaN if missing
     */
    void observe(long timeMicros, double value);

    /**
     * Forecasts from the newest event.
     *
     * @param quantiles receives, for each declared horizon, all levels of {@link Levels} rising,
     *     [horizons][levels]
     * @return false if no value was seen yet, so that there is no forecast
     */
    boolean forecast(double[][] quantiles);
}
