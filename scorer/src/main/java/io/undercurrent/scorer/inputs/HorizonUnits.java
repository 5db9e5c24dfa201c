package io.undercurrent.scorer.inputs;

import java.util.Arrays;

/**
 * How far off the simplest forecasts of each horizon have been lately: running means of the
 * absolute error of the last value and of each season's value, in the value's own units. The
 * forecasts of the past are read off the ring, so nothing is stored but the means.
 */
final class HorizonUnits {
    /** Effective memory in events. */
    private static final double MEMORY = 100;

    private final int[] horizons;
    private final int[] seasons;
    private final Ring ring;

    HorizonUnits(int[] horizons, int[] seasons, Ring ring) {
        this.horizons = horizons;
        this.seasons = seasons;
        this.ring = ring;
    }

    /** A mean and a count for each reference and horizon. */
    int size() {
        return 2 * references() * horizons.length;
    }

    int references() {
        return 1 + seasons.length;
    }

    void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0);
    }

    /** To be called after the ring has taken the value. */
    void observe(double[] s, int o, double[] ringState, int ringAt, double value) {
        for (int k = 0; k < references(); k++) {
            for (int h = 0; h < horizons.length; h++) {
                int lag = k == 0 ? horizons[h] : lag(seasons[k - 1], horizons[h]);
                double error = Math.abs(value - ring.ago(ringState, ringAt, lag));
                if (!Double.isNaN(error)) {
                    int at = o + 2 * (k * horizons.length + h);
                    s[at + 1] = Math.min(MEMORY, s[at + 1] + 1);
                    s[at] += (error - s[at]) / s[at + 1];
                }
            }
        }
    }

    /** Whole seasons, as many as make the value known a horizon ahead. */
    static int lag(int season, int horizon) {
        return season * ((horizon + season - 1) / season);
    }

    /** The mean error of a reference (0 is the last value) at a horizon's index; NaN unknown. */
    double error(double[] s, int o, int reference, int horizon) {
        int at = o + 2 * (reference * horizons.length + horizon);
        return s[at + 1] == 0 ? Double.NaN : s[at];
    }

    /** The smallest of the references' errors; NaN before any is known. */
    double best(double[] s, int o, int horizon) {
        double best = Double.NaN;
        for (int k = 0; k < references(); k++) {
            double error = error(s, o, k, horizon);
            best = Double.isNaN(best) || error < best ? error : best;
        }
        return best;
    }
}
