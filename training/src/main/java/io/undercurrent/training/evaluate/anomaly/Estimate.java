package io.undercurrent.training.evaluate.anomaly;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One figure of one detector on a set.
 *
 * @param value over all series; NaN if there is none
 * @param interval over the choice of series, with the threshold as it is
 * @param threshold of the figure; NaN if it uses none of its own
 */
public record Estimate(double value, Interval interval, double threshold) {
    /** No figure: the detector has no alarms, or the set no anomalies. */
    public static final Estimate NONE =
            new Estimate(Double.NaN, new Interval(Double.NaN, Double.NaN), Double.NaN);

    /**
     * An estimate with its interval.
     *
     * @param series number of series
     * @param figure of the series with these indices
     */
    static Estimate of(int series, ToDoubleFunction<int[]> figure, double threshold) {
        int[] all = IntStream.range(0, series).toArray();
        return new Estimate(figure.applyAsDouble(all), Interval.of(series, figure), threshold);
    }
}
