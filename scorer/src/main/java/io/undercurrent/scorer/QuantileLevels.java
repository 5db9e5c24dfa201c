package io.undercurrent.scorer;

import io.undercurrent.detect.NormalQuantile;
import java.util.List;

/**
 * Reads the quantile levels that a job declares from those that a network was trained for.
 * Interpolates linearly on the normal distribution's scale; beyond the outermost two levels it
 * extends their line.
 */
final class QuantileLevels {
    private final int[] low;
    private final double[] share;

    QuantileLevels(List<Double> trained, List<Double> wanted) {
        low = new int[wanted.size()];
        share = new double[wanted.size()];
        for (int i = 0; i < low.length; i++) {
            double level = wanted.get(i);
            int at = 0;
            while (at + 2 < trained.size() && trained.get(at + 1) <= level) {
                at++;
            }
            double from = NormalQuantile.of(trained.get(at));
            double to = NormalQuantile.of(trained.get(at + 1));
            low[i] = at;
            // A trained level is read unchanged, to the last bit.
            int own = trained.indexOf(level);
            share[i] = own >= 0 ? own - at : (NormalQuantile.of(level) - from) / (to - from);
        }
    }

    int count() {
        return low.length;
    }

    /** Writes the wanted quantiles from the trained ones. */
    void read(double[] trained, double[] out, int at) {
        for (int i = 0; i < low.length; i++) {
            double from = trained[low[i]];
            double to = trained[low[i] + 1];
            out[at + i] = share[i] == 0 ? from : share[i] == 1 ? to : from + share[i] * (to - from);
        }
    }
}
