package io.undercurrent.training.history;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.Arrays;

/** Cuts windows out of a series, padded where they are too short. */
final class SubSeries {
    private static final int[] NO_SEASONS = {1};

    private SubSeries() {}

    /**
     * Events {@code [from, to)}, then missing ones until there are {@code length}: what lies behind
     * a cut must not be looked at, and a missing value is no target.
     *
     * @param declared whether the seasons go with it
     */
    static Series of(Series series, int from, int to, int length, boolean declared) {
        int n = Math.min(length, to - from);
        double[] values = Arrays.copyOf(Arrays.copyOfRange(series.values(), from, to), length);
        long[] times = Arrays.copyOf(Arrays.copyOfRange(series.timesMicros(), from, to), length);
        Arrays.fill(values, n, length, Double.NaN);
        long gap = n < 2 ? 1 : Math.max(1, (times[n - 1] - times[0]) / (n - 1));
        for (int i = n; i < length; i++) {
            times[i] = times[i - 1] + gap;
        }
        Fields all = series.fields();
        return new Series(
                series.name(),
                values,
                times,
                declared ? series.seasons() : NO_SEASONS,
                all == null ? null : all.window(from, to, length));
    }
}
