package io.undercurrent.training.history;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.Arrays;

/** Cuts windows out of a series and pads short ones. */
final class SubSeries {
    private static final int[] NO_SEASONS = {1};

    private SubSeries() {}

    /**
     * Copies events {@code [from, to)}, padded with missing ones up to {@code length}: events after
     * a cut must not be used, and a missing value is not a target.
     *
     * @param declared whether the seasons are copied too
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
