package io.undercurrent.training.forecast;

import java.util.Arrays;

/**
 * Forecasts the value at the same position of the newest known season: {@code y[t + h - m ceil(h /
 * m)]}; with m = 1 the last value. A missing value counts as its own forecast; before a first whole
 * season the last value replaces it.
 */
final class SeasonalNaive implements PointModel {
    private final double[] season;
    private final int[] horizons;
    private double last = Double.NaN;
    private long count;

    SeasonalNaive(int m, int[] horizons) {
        this.season = new double[m];
        this.horizons = horizons;
        Arrays.fill(season, Double.NaN);
    }

    @Override
    public void observe(double value) {
        int slot = (int) (count++ % season.length);
        if (!Double.isNaN(value)) {
            season[slot] = value;
            last = value;
        }
    }

    @Override
    public void forecast(double[] points) {
        for (int i = 0; i < horizons.length; i++) {
            double before = season[(int) ((count - 1 + horizons[i]) % season.length)];
            points[i] = Double.isNaN(before) ? last : before;
        }
    }
}
