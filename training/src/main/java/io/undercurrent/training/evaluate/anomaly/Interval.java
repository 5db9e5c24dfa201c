package io.undercurrent.training.evaluate.anomaly;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A 90% interval of a figure over the choice of series: the bootstrap's percentiles.
 *
 * @param low 5% of the resamples are below it; NaN if the figure has no interval
 * @param high 5% are above it
 */
public record Interval(double low, double high) {
    private static final int RESAMPLES = 1_000;
    private static final long SEED = 24;

    /**
     * Draws series with replacement and takes the figure of each draw. The same series give the
     * same interval.
     *
     * @param series number of series, at least 1
     * @param figure of the series with these indices; NaN where it has none
     */
    public static Interval of(int series, ToDoubleFunction<int[]> figure) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] figures = new double[RESAMPLES];
        int count = 0;
        int[] drawn = new int[series];
        for (int k = 0; k < RESAMPLES; k++) {
            Arrays.setAll(drawn, i -> random.nextInt(series));
            double one = figure.applyAsDouble(drawn);
            if (!Double.isNaN(one)) {
                figures[count++] = one;
            }
        }
        if (series < 2 || count == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double[] sorted = Arrays.copyOf(figures, count);
        Arrays.sort(sorted);
        return new Interval(sorted[(int) (0.05 * (count - 1))], sorted[(int) (0.95 * (count - 1))]);
    }
}
