package io.undercurrent.training.forecast;

/**
 * One method's memory of one series. It is given events one by one and so cannot look ahead; it
 * serves one thread.
 */
public interface Forecaster {
    /**
     * Takes in the next event.
     *
     * @param timeMicros its time
     * @param value its value, NaN where missing
     */
    void observe(long timeMicros, double value);

    /**
     * Forecasts from the newest event on.
     *
     * @param quantiles receives, for each declared horizon, all levels of {@link Levels} rising,
     *     [horizons][levels]
     * @return false where no value was seen yet and nothing can be said
     */
    boolean forecast(double[][] quantiles);
}
