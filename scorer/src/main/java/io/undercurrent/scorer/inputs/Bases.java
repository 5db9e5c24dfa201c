package io.undercurrent.scorer.inputs;

/**
 * Causal forecasts of one horizon, in scaled units, which the head mixes: the last value, running
 * means, the location, the online regression's forecast, and for each season its value, the mean
 * over four of them, and its value corrected by the newest value's distance from its own season's.
 */
final class Bases {
    /** Limit of scaled numbers. */
    static final double LIMIT = 10;

    /** Last value, running means of 4, 16 and 64, location, regression. */
    private static final int PLAIN = 6;

    /** Indices of last value, regression, first season's value and mean. */
    static final int[] MAIN = {0, PLAIN - 1, PLAIN, PLAIN + 1};

    private static final int MEANS = 3;
    private static final int OF_A_SEASON = 3;
    private static final int MEANED_SEASONS = 4;

    private final CompactRing ring;
    private final int seasonCount;

    Bases(CompactRing ring, int seasonCount) {
        this.ring = ring;
        this.seasonCount = seasonCount;
    }

    /** K, the number of bases. */
    int count() {
        return PLAIN + OF_A_SEASON * seasonCount;
    }

    /**
     * Writes K numbers.
     *
     * @param last newest known value, NaN before the first
     * @param means running means, from meansAt on
     * @param regression the regression's forecast, in the value's units
     * @param seasons lengths, 0 if unknown
     * @param perScale one over the scale
     * @param reach values farther than this from the location count as spikes
     */
    void write(
            int horizon,
            double last,
            double[] means,
            int meansAt,
            double regression,
            double[] seasons,
            int seasonsAt,
            double location,
            double perScale,
            double reach,
            float[] out,
            int at) {
        int k = at;
        out[k++] = scaled(last, location, perScale);
        for (int i = 0; i < MEANS; i++) {
            double mean = Double.isNaN(last) ? Double.NaN : means[meansAt + i];
            out[k++] = scaled(mean, location, perScale);
        }
        out[k++] = 0;
        out[k++] = scaled(regression, location, perScale);
        for (int i = 0; i < seasonCount; i++) {
            int season = (int) seasons[seasonsAt + i];
            double seasonal = last;
            double mean = last;
            double change = 0;
            if (season > 0) {
                int lag = HorizonUnits.lag(season, horizon) - horizon;
                seasonal = or(usual(lag, season, location, reach), last);
                double then = usual(lag + horizon, season, location, reach);
                change = last - or(then, last);
                mean = mean(season, lag, location, reach, seasonal);
            }
            out[k++] = scaled(seasonal, location, perScale);
            out[k++] = scaled(mean, location, perScale);
            out[k++] = scaled(seasonal + change, location, perScale);
        }
    }

    /** The value one season before a horizon, or the last value if there is none. */
    double seasonal(int season, int horizon, double last, double location, double reach) {
        if (season == 0) {
            return last;
        }
        int lag = HorizonUnits.lag(season, horizon) - horizon;
        return or(usual(lag, season, location, reach), last);
    }

    /**
     * The value {@code ago} events ago. A value beyond reach counts only if the one a season
     * earlier was beyond it too, because a single spike is no reason to expect another.
     */
    private double usual(int ago, int season, double location, double reach) {
        double value = ring.ago(ago);
        double off = value - location;
        if (Double.isNaN(value) || Math.abs(off) <= reach) {
            return value;
        }
        double before = ring.ago(ago + season);
        if (Math.abs(before - location) <= reach) {
            return before;
        }
        boolean again = !Double.isNaN(before) && off > 0 == before > location;
        return again ? value : Double.NaN;
    }

    private double mean(int season, int lag, double location, double reach, double otherwise) {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < MEANED_SEASONS; i++) {
            double value = usual(lag + i * season, season, location, reach);
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? otherwise : sum / known;
    }

    private static double or(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    static float scaled(double value, double location, double perScale) {
        double scaled = (value - location) * perScale;
        return Double.isNaN(scaled) ? 0 : (float) Math.max(-LIMIT, Math.min(LIMIT, scaled));
    }
}
