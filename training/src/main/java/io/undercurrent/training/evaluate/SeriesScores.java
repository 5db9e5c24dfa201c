package io.undercurrent.training.evaluate;

import io.undercurrent.training.data.Series;
import java.util.List;

/**
 * Scores of all methods on one series.
 *
 * @param name the series
 * @param events its length
 * @param maseScale mean |y[t] - y[t-m]| of the warm-up part
 * @param methods in the methods' order
 */
record SeriesScores(String name, int events, double maseScale, List<MethodScores> methods) {

    /** The mean change over one season before scoring starts; NaN if it is unknown or 0. */
    static double maseScale(Series series, int warmup) {
        double[] y = series.values();
        int m = series.season();
        double sum = 0;
        int n = 0;
        for (int t = m; t < warmup; t++) {
            double change = Math.abs(y[t] - y[t - m]);
            if (!Double.isNaN(change)) {
                sum += change;
                n++;
            }
        }
        return sum == 0 ? Double.NaN : sum / n;
    }
}
