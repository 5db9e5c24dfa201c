package io.undercurrent.scorer.inputs;

import io.undercurrent.mamba2.FloatMath;

/** Turns a channel's state into a token: inputs, bases of all horizons, units. */
final class TokenWriter {
    /** Smallest unit, in scales: a stream that repeats exactly has no error at all. */
    private static final double LEAST_UNIT = 1e-2;

    private static final double MAX_UNIT = 10;
    private static final double LEAST_ERROR = 1e-3;
    private static final double MAX_GAP = 32;
    private static final double USUAL_POWER = 0.2;
    private static final double MOST_POWER = 0.5;

    /** Inputs: missing or not, usual gap, newest gap, age. */
    private static final int KINDS = 4;

    /** Inputs per season: known or not, length. */
    private static final int OF_A_SEASON = 2;

    private final CausalInputs c;
    private final HorizonGrid grid;
    private final Calendar calendar = new Calendar();

    TokenWriter(CausalInputs inputs) {
        c = inputs;
        grid = new HorizonGrid(c.horizons);
    }

    /**
     * A token reads errors and bases of every second horizon, because those of neighbours are
     * similar.
     */
    private int readHorizons() {
        return (c.horizons.length + 1) / 2;
    }

    int inputCount() {
        return KINDS
                + LagFeatures.DENSE_INPUTS
                + c.means()
                + Calendar.INPUTS
                + OF_A_SEASON * c.seasonCount
                + readHorizons() * (c.units.references() + c.bases.count());
    }

    void write(
            double[] s,
            int o,
            float[] f,
            int p,
            float[] inputs,
            int inputAt,
            float[] bases,
            int basesAt,
            float[] units,
            int unitsAt) {
        c.look(s, o, f, p);
        int k = c.bases.count();
        for (int h = 0; h < c.horizons.length; h++) {
            c.bases(s, o, c.horizons[h], bases, basesAt + h * k);
            units[unitsAt + h] = (float) unit(s, o, h);
        }
        int at = kinds(s, o, inputs, inputAt);
        int suspects = c.suspects(s, o);
        for (int lag = 0; lag < LagFeatures.DENSE_INPUTS; lag++) {
            double value = lag < suspects ? c.last(s, o) : c.ring.ago(lag);
            inputs[at++] = c.scaled(value);
        }
        for (int i = 0; i < c.means(); i++) {
            inputs[at++] = c.scaled(s[c.meansAt(o) + i]);
        }
        at = calendar.write(c.time(s, o), inputs, at);
        for (int i = 0; i < c.seasonCount; i++) {
            int season = c.season(s, o, i);
            inputs[at++] = season == 0 ? 0 : 1;
            inputs[at++] = season == 0 ? 0 : (float) (FloatMath.log(season) / 5);
        }
        for (int h = 0; h < c.horizons.length; h += 2) {
            for (int r = 0; r < c.units.references(); r++) {
                inputs[at++] = (float) log(c.error(s, o, r, h));
            }
            System.arraycopy(bases, basesAt + h * k, inputs, at, k);
            at += k;
        }
    }

    private int kinds(double[] s, int o, float[] inputs, int inputAt) {
        int at = inputAt;
        double gap = c.gap(s, o);
        boolean known = !Double.isNaN(c.ring.ago(0)) && c.suspects(s, o) == 0;
        inputs[at++] = known ? 0 : 1;
        inputs[at++] =
                c.usualGap(s, o) == 0 ? 0 : (float) (FloatMath.log(c.usualGap(s, o) / 1e6) / 10);
        inputs[at++] =
                gap == 0 ? 0 : (float) FloatMath.log(Math.max(1 / MAX_GAP, Math.min(MAX_GAP, gap)));
        inputs[at++] = (float) (FloatMath.log(1 + Math.min(1e4, c.values(s, o))) / 10);
        return at;
    }

    private static double log(double error) {
        return Double.isNaN(error)
                ? 0
                : FloatMath.log(Math.max(LEAST_ERROR, Math.min(1 / LEAST_ERROR, error)));
    }

    private double unit(double[] s, int o, int horizon) {
        double unit = c.unit(s, o, horizon);
        // While no error is known, the unit is the scale.
        return Double.isNaN(unit) ? 1 : Math.max(LEAST_UNIT, Math.min(MAX_UNIT, unit));
    }

    /** Writes the bases of any horizon; returns a unit between those of the trained neighbours. */
    double between(double[] s, int o, int horizon, float[] out, int at) {
        c.bases(s, o, horizon, out, at);
        int h = grid.before(horizon);
        double share = grid.share(h, horizon);
        double unit = unit(s, o, h);
        return share == 0 ? unit : unit + share * (unit(s, o, h + 1) - unit);
    }

    /** See {@link CausalInputs#widening}. */
    double widening(double[] s, int o, int horizon) {
        int last = c.horizons.length - 1;
        return horizon <= c.horizons[last] || last == 0
                ? 1
                : FloatMath.exp(power(s, o) * FloatMath.log((double) horizon / c.horizons[last]));
    }

    /**
     * The power of the horizon with which errors grow, from the last value's errors at the last
     * horizon and at a 24th of it: 0.5 is a random walk's. Streams with seasons or a level that
     * they return to have less, often none by this measure; 0.2 suits these, as their forecasts of
     * far steps still get worse.
     */
    private double power(double[] s, int o) {
        int last = c.horizons.length - 1;
        int early = grid.before(Math.max(1, c.horizons[last] / 24));
        double far = c.error(s, o, 0, last);
        double ratio = far / c.error(s, o, 0, early);
        if (!(ratio > 1)) { // NaN before the first error, and where a stream repeats one value
            return USUAL_POWER;
        }
        double power =
                FloatMath.log(ratio) / FloatMath.log((double) c.horizons[last] / c.horizons[early]);
        return Math.max(USUAL_POWER, Math.min(MOST_POWER, power));
    }
}
