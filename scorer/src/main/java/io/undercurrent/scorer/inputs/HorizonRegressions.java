package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.CompactLeastSquares;
import java.util.stream.IntStream;

/**
 * Direct online linear regressions, one for every second trained horizon: the regression of horizon
 * h learns when its value is known, from what was known h events before. For horizons in between,
 * the distance from the season's value is interpolated.
 *
 * <p>Each keeps an exact least-squares factor. One factor shared by all horizons would be a third
 * smaller, but on public sets it was up to a quarter worse 24 steps ahead.
 */
final class HorizonRegressions {
    private static final double FORGETTING = 0.9995;
    private static final double RIDGE = 1e-6;

    /** A missing origin is replaced by a value at most this many events older. */
    private static final int BACK = 64;

    private final int[] horizons;
    private final CompactRing ring;
    private final HorizonGrid grid;
    private final LagFeatures[] features;
    private final CompactLeastSquares[] regressions;
    private final int[] at;
    private final float[][] phi;

    /** Scaled forecasts relative to the last value, set by {@link #look}. */
    private final double[] ahead;

    HorizonRegressions(int[] horizons, int seasonCount, CompactRing ring) {
        this.horizons = horizons;
        this.ring = ring;
        int n = (horizons.length + 1) / 2;
        features = new LagFeatures[n];
        regressions = new CompactLeastSquares[n];
        grid = new HorizonGrid(IntStream.range(0, n).map(r -> horizons[2 * r]).toArray());
        at = new int[n + 1];
        phi = new float[n][];
        ahead = new double[n];
        for (int r = 0; r < n; r++) {
            features[r] = new LagFeatures(ring, seasonCount, horizons[2 * r]);
            phi[r] = new float[features[r].size()];
            regressions[r] = new CompactLeastSquares(phi[r].length, FORGETTING, RIDGE);
            at[r + 1] = at[r] + regressions[r].size();
        }
    }

    /** Number of floats; slab formats 1 to 5 had as many doubles. */
    int size() {
        return at[at.length - 1];
    }

    void init(float[] s, int o) {
        for (int r = 0; r < regressions.length; r++) {
            regressions[r].init(s, o + at[r]);
        }
    }

    void check(float[] s, int o) {
        for (int r = 0; r < regressions.length; r++) {
            regressions[r].check(s, o + at[r]);
        }
    }

    /**
     * Learns a value that came {@code ago} events ago.
     *
     * @param errors receives the absolute error of each trained horizon before it learned, [H], NaN
     *     if unknown
     */
    void learn(
            float[] s,
            int o,
            int ago,
            double value,
            double location,
            double scale,
            double reach,
            double[] seasons,
            int seasonsAt,
            double[] errors) {
        double perScale = 1 / scale;
        for (int r = 0; r < regressions.length; r++) {
            int origin = ago + horizons[2 * r];
            double last = ring.knownAgo(origin, BACK, location, reach);
            errors[2 * r] = Double.NaN;
            if (!Double.isNaN(last)) {
                features[r].write(
                        origin, last, location, perScale, reach, seasons, seasonsAt, phi[r]);
                float target = (float) LagFeatures.limit((value - last) * perScale);
                double error = regressions[r].learn(s, o + at[r], phi[r], target);
                if (!Double.isFinite(error)) {
                    regressions[r].init(s, o + at[r]); // it overflowed and would stay so
                    regressions[r].learn(s, o + at[r], phi[r], target);
                } else {
                    errors[2 * r] = scale * Math.abs(error);
                }
            }
            if (r > 0) {
                errors[2 * r - 1] = (errors[2 * r - 2] + errors[2 * r]) / 2;
            }
        }
        if (horizons.length % 2 == 0) {
            errors[horizons.length - 1] = errors[horizons.length - 2];
        }
    }

    /** Converts a state of slab formats 1 to 5. */
    void readFormat5(double[] from, int i, float[] s, int o) {
        for (int r = 0; r < regressions.length; r++) {
            regressions[r].read(from, i + at[r], s, o + at[r]);
        }
    }

    /**
     * Converts the regressions to another scale and location.
     *
     * @param factor old scale over new one
     * @param shift how far a value moved relative to the location, in new scales
     */
    void carry(float[] s, int o, double factor, double shift) {
        for (int r = 0; r < regressions.length; r++) {
            regressions[r].carry(s, o + at[r], 1, factor, shift);
        }
    }

    /** Forecasts from the newest event, for {@link #forecast}; valid until the next call. */
    void look(
            float[] s,
            int o,
            double last,
            double location,
            double perScale,
            double reach,
            double[] seasons,
            int seasonsAt) {
        for (int r = 0; r < regressions.length; r++) {
            features[r].write(0, last, location, perScale, reach, seasons, seasonsAt, phi[r]);
            ahead[r] = LagFeatures.limit(regressions[r].predict(s, o + at[r], phi[r]));
        }
    }

    /**
     * The forecast of any horizon, relative to the last value and in scales.
     *
     * @param bases gives the season's value
     */
    double forecast(
            Bases bases,
            int horizon,
            int season,
            double last,
            double location,
            double perScale,
            double reach) {
        int r = grid.before(horizon);
        int from = horizons[2 * r];
        if (horizon == from) {
            return ahead[r];
        }
        double here = bases.seasonal(season, horizon, last, location, reach);
        double low = bases.seasonal(season, from, last, location, reach);
        double distance = ahead[r] - (low - last) * perScale;
        if (r + 1 < ahead.length) {
            int to = horizons[2 * (r + 1)];
            double high = bases.seasonal(season, to, last, location, reach);
            double share = grid.share(r, horizon);
            double other = ahead[r + 1] - (high - last) * perScale;
            distance += share * (other - distance);
        }
        return distance + (here - last) * perScale;
    }
}
