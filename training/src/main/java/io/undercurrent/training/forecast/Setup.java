package io.undercurrent.training.forecast;

import io.undercurrent.training.data.Fields;

/**
 * The information that a method gets before a series' first event.
 *
 * @param warmup values of the part before scoring starts, NaN where missing, [n]; nothing is scored
 *     there, so parameters may be fitted on it
 * @param seasons lengths of the series' seasons in events
 * @param horizons requested steps ahead, rising, each at least 1
 * @param stride events between two requested forecasts
 * @param fields all fields of the events, for a model that reads them together, which takes them
 *     one event at a time; null if there are no others
 */
// Arrays on purpose: numbers in bulk, and nothing compares setups.
@SuppressWarnings("ArrayRecordComponent")
public record Setup(double[] warmup, int[] seasons, int[] horizons, int stride, Fields fields) {
    /** A setup without other fields. */
    public Setup(double[] warmup, int[] seasons, int[] horizons, int stride) {
        this(warmup, seasons, horizons, stride, null);
    }

    /**
     * The farthest step.
     *
     * @return the last horizon
     */
    public int maxHorizon() {
        return horizons[horizons.length - 1];
    }
}
