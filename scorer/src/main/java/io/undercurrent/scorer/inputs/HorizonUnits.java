package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * Recent errors of the simplest forecasts of each horizon: running means of the absolute error of
 * the last value, of each season's value, and of the online regression, in the value's units. Past
 * forecasts of the first two are read from the ring, so only the means are stored.
 */
final class HorizonUnits {
    /** Length of the running means in events. */
    private static final double MEMORY = 100;

    private final int[] horizons;
    private final int seasonCount;
    private final CompactRing ring;

    HorizonUnits(int[] horizons, int seasonCount, CompactRing ring) {
        this.horizons = horizons;
        this.seasonCount = seasonCount;
        this.ring = ring;
    }

    /** Number of doubles: a mean and a count for each reference and horizon. */
    int size() {
        return 2 * references() * horizons.length;
    }

    /** Number of references: the last value, the seasons, the regression. */
    int references() {
        return 2 + seasonCount;
    }

    void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0);
    }

    void check(double[] s, int o) {
        for (int at = o; at < o + size(); at += 2) {
            StateCheck.range("number of a horizon's errors", s[at + 1], 0, MEMORY);
        }
    }

    /**
     * Learns one value.
     *
     * @param ago how many events ago it came; the ring holds it
     * @param reach values farther than this from the location count as missing
     * @param seasons lengths, 0 if unknown
     * @param regression the regression's errors, [H]
     */
    void observe(
            double[] s,
            int o,
            int ago,
            double value,
            double location,
            double reach,
            double[] seasons,
            int seasonsAt,
            double[] regression) {
        for (int k = 0; k < references(); k++) {
            int season = k == 0 || k > seasonCount ? 0 : (int) seasons[seasonsAt + k - 1];
            for (int h = 0; h < horizons.length; h++) {
                double error;
                if (k > seasonCount) {
                    error = Math.abs(regression[h]);
                } else if (k > 0 && season == 0) {
                    error = Double.NaN;
                } else {
                    int lag = k == 0 ? horizons[h] : lag(season, horizons[h]);
                    double before = ring.near(ago + lag, location, reach);
                    error = Math.abs(value - before);
                }
                add(s, o + 2 * (k * horizons.length + h), error);
            }
        }
    }

    private static void add(double[] s, int at, double error) {
        if (!Double.isNaN(error)) {
            s[at + 1] = Math.min(MEMORY, s[at + 1] + 1);
            s[at] += (error - s[at]) / s[at + 1];
        }
    }

    /** The fewest whole seasons back at which the value is known a horizon ahead. */
    static int lag(int season, int horizon) {
        return season * ((horizon + season - 1) / season);
    }

    /** The mean error of a reference (0 is the last value) at a horizon's index; NaN if unknown. */
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
