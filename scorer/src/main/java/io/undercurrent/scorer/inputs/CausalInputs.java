package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.Normaliser;
import java.util.Arrays;

/**
 * One channel's inputs, bases and units after each event, from its past alone.
 *
 * <p>Everything is in scaled units, {@code (value - location) / scale} of the normaliser as it
 * stands after the event, and held within {@value #LIMIT} of zero. State lives on memory of the
 * caller.
 */
public final class CausalInputs {
    /** Scaled numbers are held within this. */
    static final double LIMIT = 10;

    private static final int LAGS = 24;
    private static final int WINDOW = 512;
    private static final int[] SPANS = {4, 16, 64, 256};

    /** Bases that need no season: last value, running means of 4, 16 and 64, location. */
    private static final int PLAIN_BASES = 5;

    /** A season's bases: its value, its mean over four, its value corrected by the last change. */
    private static final int SEASON_BASES = 3;

    private static final int MEANED_SEASONS = 4;

    /** Smallest unit, in scales: a stream that repeats exactly has no error at all. */
    private static final double LEAST_UNIT = 1e-3;

    private static final int LAST_KNOWN = 0;
    private static final int LAST_TIME = 1;
    private static final int USUAL_GAP = 2;
    private static final int VALUES = 3;
    private static final int MEANS = 4;

    private final int[] horizons;
    private final int[] seasons;
    private final Ring ring;
    private final Normaliser normaliser = new Normaliser(WINDOW);
    private final HorizonUnits units;
    private final int normaliserAt;
    private final int unitsAt;
    private final int ringAt;
    private final Calendar calendar = new Calendar();
    private final float[] bases;

    /**
     * Inputs for given horizons and seasons.
     *
     * @param horizons steps ahead, rising, at least 1
     * @param seasons lengths in events, at least 2; none is allowed
     * @param ring raw values kept; what lies further back counts as missing
     */
    public CausalInputs(int[] horizons, int[] seasons, int ring) {
        check(horizons.length > 0 && horizons[0] >= 1, "horizons", Arrays.toString(horizons));
        for (int season : seasons) {
            check(season >= 2, "seasons", Arrays.toString(seasons));
        }
        check(ring > LAGS, "ring", String.valueOf(ring));
        this.horizons = horizons.clone();
        this.seasons = seasons.clone();
        this.ring = new Ring(ring);
        units = new HorizonUnits(this.horizons, this.seasons, this.ring);
        normaliserAt = MEANS + SPANS.length;
        unitsAt = normaliserAt + normaliser.size();
        ringAt = unitsAt + units.size();
        bases = new float[horizons.length * baseCount()];
    }

    private static void check(boolean ok, String name, String value) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "%s = %s: allowed are rising horizons from 1, seasons from 2 events and a ring of more than %d values"
                            .formatted(name, value, LAGS));
        }
    }

    /** Doubles of state. */
    public int size() {
        return ringAt + ring.size();
    }

    /** F, inputs of a token. */
    public int inputCount() {
        return 2
                + LAGS
                + SPANS.length
                + Calendar.INPUTS
                + units.references() * horizons.length
                + horizons.length * baseCount();
    }

    /** K, bases of each horizon. */
    public int baseCount() {
        return PLAIN_BASES + SEASON_BASES * seasons.length;
    }

    /** Starts without an event. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + normaliserAt, 0);
        s[o + LAST_KNOWN] = Double.NaN;
        s[o + LAST_TIME] = Double.NaN;
        normaliser.init(s, o + normaliserAt);
        units.init(s, o + unitsAt);
        ring.init(s, o + ringAt);
    }

    /**
     * Takes one event.
     *
     * @param value NaN where missing
     */
    public void observe(double[] s, int o, double value, long timeMicros) {
        ring.add(s, o + ringAt, value);
        double gap = timeMicros - s[o + LAST_TIME];
        if (gap > 0) {
            double usual = s[o + USUAL_GAP];
            s[o + USUAL_GAP] = usual == 0 ? gap : usual + (Math.min(gap, 4 * usual) - usual) / 32;
        }
        s[o + LAST_TIME] = timeMicros;
        if (Double.isNaN(value)) {
            return;
        }
        units.observe(s, o + unitsAt, s, o + ringAt, value);
        normaliser.observe(s, o + normaliserAt, value);
        s[o + VALUES]++;
        for (int i = 0; i < SPANS.length; i++) {
            double step = Math.max(1.0 / SPANS[i], 1 / s[o + VALUES]);
            s[o + MEANS + i] += step * (value - s[o + MEANS + i]);
        }
        s[o + LAST_KNOWN] = value;
    }

    /** What 0 stands for in scaled units. */
    public double location(double[] s, int o) {
        return normaliser.location(s, o + normaliserAt);
    }

    /** What 1 stands for in scaled units; above 0. */
    public double scale(double[] s, int o) {
        return normaliser.scale(s, o + normaliserAt);
    }

    /**
     * Writes what a token reads after the newest event.
     *
     * @param inputs receives F numbers at inputAt
     * @param outBases receives H K numbers at basesAt, all of the first horizon first
     * @param outUnits receives H numbers at unitsOutAt, above 0
     */
    public void write(
            double[] s,
            int o,
            float[] inputs,
            int inputAt,
            float[] outBases,
            int basesAt,
            float[] outUnits,
            int unitsOutAt) {
        double location = location(s, o);
        double scale = scale(s, o);
        for (int h = 0; h < horizons.length; h++) {
            bases(s, o, horizons[h], location, scale, h * baseCount());
            double unit = units.best(s, o + unitsAt, h) / scale;
            outUnits[unitsOutAt + h] =
                    (float) (unit > LEAST_UNIT ? Math.min(LIMIT, unit) : known(unit));
        }
        System.arraycopy(bases, 0, outBases, basesAt, bases.length);
        int at = inputAt;
        double newest = ring.ago(s, o + ringAt, 0);
        inputs[at++] = Double.isNaN(newest) ? 1 : 0;
        inputs[at++] = (float) gap(s, o);
        for (int lag = 0; lag < LAGS; lag++) {
            inputs[at++] = scaled(ring.ago(s, o + ringAt, lag), location, scale);
        }
        for (int i = 0; i < SPANS.length; i++) {
            inputs[at++] = scaled(s[o + MEANS + i], location, scale);
        }
        at = calendar.write(s[o + LAST_TIME], inputs, at);
        for (int k = 0; k < units.references(); k++) {
            for (int h = 0; h < horizons.length; h++) {
                double error = units.error(s, o + unitsAt, k, h) / scale;
                inputs[at++] =
                        Double.isNaN(error)
                                ? 0
                                : (float) StrictMath.log(Math.max(1e-3, Math.min(1e3, error)));
            }
        }
        System.arraycopy(bases, 0, inputs, at, bases.length);
    }

    /** Before an error is known the unit is the scale. */
    private static double known(double unit) {
        return Double.isNaN(unit) ? 1 : LEAST_UNIT;
    }

    private double gap(double[] s, int o) {
        return s[o + USUAL_GAP] == 0 ? 0 : StrictMath.log(s[o + USUAL_GAP] / 1e6) / 10;
    }

    private void bases(double[] s, int o, int horizon, double location, double scale, int at) {
        double last = s[o + LAST_KNOWN];
        int k = at;
        bases[k++] = scaled(last, location, scale);
        for (int i = 0; i < PLAIN_BASES - 2; i++) {
            bases[k++] =
                    scaled(s[o + VALUES] == 0 ? Double.NaN : s[o + MEANS + i], location, scale);
        }
        bases[k++] = 0;
        for (int season : seasons) {
            int lag = HorizonUnits.lag(season, horizon) - horizon;
            double seasonal = or(ring.ago(s, o + ringAt, lag), last);
            double change = last - or(ring.ago(s, o + ringAt, lag + horizon), last);
            bases[k++] = scaled(seasonal, location, scale);
            bases[k++] = scaled(mean(s, o, season, lag, seasonal), location, scale);
            bases[k++] = scaled(seasonal + change, location, scale);
        }
    }

    private double mean(double[] s, int o, int season, int lag, double otherwise) {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < MEANED_SEASONS; i++) {
            double value = ring.ago(s, o + ringAt, lag + i * season);
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

    private static float scaled(double value, double location, double scale) {
        double scaled = (value - location) / scale;
        return Double.isNaN(scaled) ? 0 : (float) Math.max(-LIMIT, Math.min(LIMIT, scaled));
    }
}
