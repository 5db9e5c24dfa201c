package io.undercurrent.scorer.inputs;

/**
 * Causal forecasts of one horizon that the head mixes, in scaled units: the last value, running
 * means, the location, what the online regression says, and for each season its value, the mean
 * over four of them, and its value corrected by how far the newest value is off its own season's.
 */
final class Bases {
    /** Scaled numbers are held within this. */
    static final double LIMIT = 10;

    /** Last value, running means of 4, 16 and 64, location, regression. */
    private static final int PLAIN = 6;

    /** Last value, regression, first season's value and mean. */
    static final int[] MAIN = {0, PLAIN - 1, PLAIN, PLAIN + 1};

    private static final int MEANS = 3;
    private static final int OF_A_SEASON = 3;
    private static final int MEANED_SEASONS = 4;

    private final Ring ring;
    private final int seasonCount;

    Bases(Ring ring, int seasonCount) {
        this.ring = ring;
        this.seasonCount = seasonCount;
    }

    /** K. */
    int count() {
        return PLAIN + OF_A_SEASON * seasonCount;
    }

    /**
     * Writes K numbers.
     *
     * @param last newest known value, NaN before any
     * @param means running means, from meansAt on
     * @param regression what the regression says, in the value's units
     * @param seasons lengths, 0 where none is known
     */
    void write(
            double[] ringState,
            int ringAt,
            int horizon,
            double last,
            double[] means,
            int meansAt,
            double regression,
            double[] seasons,
            int seasonsAt,
            double location,
            double scale,
            float[] out,
            int at) {
        int k = at;
        out[k++] = scaled(last, location, scale);
        for (int i = 0; i < MEANS; i++) {
            double mean = Double.isNaN(last) ? Double.NaN : means[meansAt + i];
            out[k++] = scaled(mean, location, scale);
        }
        out[k++] = 0;
        out[k++] = scaled(regression, location, scale);
        for (int i = 0; i < seasonCount; i++) {
            int season = (int) seasons[seasonsAt + i];
            double seasonal = last;
            double mean = last;
            double change = 0;
            if (season > 0) {
                int lag = HorizonUnits.lag(season, horizon) - horizon;
                seasonal = or(ring.ago(ringState, ringAt, lag), last);
                change = last - or(ring.ago(ringState, ringAt, lag + horizon), last);
                mean = mean(ringState, ringAt, season, lag, seasonal);
            }
            out[k++] = scaled(seasonal, location, scale);
            out[k++] = scaled(mean, location, scale);
            out[k++] = scaled(seasonal + change, location, scale);
        }
    }

    /** The value a season before a horizon, or the last one. */
    double seasonal(double[] s, int o, int season, int horizon, double last) {
        return season == 0
                ? last
                : or(ring.ago(s, o, HorizonUnits.lag(season, horizon) - horizon), last);
    }

    private double mean(double[] s, int o, int season, int lag, double otherwise) {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < MEANED_SEASONS; i++) {
            double value = ring.ago(s, o, lag + i * season);
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

    static float scaled(double value, double location, double scale) {
        double scaled = (value - location) / scale;
        return Double.isNaN(scaled) ? 0 : (float) Math.max(-LIMIT, Math.min(LIMIT, scaled));
    }
}
