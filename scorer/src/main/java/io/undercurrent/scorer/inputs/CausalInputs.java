package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.Normaliser;
import java.util.Arrays;

/**
 * One channel's memory outside the network, and what the network reads of it after each event, from
 * the past alone.
 *
 * <p>Everything that is read is in scaled units, {@code (value - location) / scale} of the
 * normaliser as it stands after the event. State lives on memory of the caller; an instance owns
 * scratch and serves one thread.
 */
public final class CausalInputs {
    private static final int[] SPANS = {4, 16, 64, 256};
    private static final int LAST_KNOWN = 0;
    private static final int LAST_TIME = 1;
    private static final int USUAL_GAP = 2;
    private static final int GAP = 3;
    private static final int VALUES = 4;
    private static final int EVENTS = 5;
    private static final int MEANS = 6;

    final int[] horizons;
    final int seasonCount;
    final Ring ring;
    final Bases bases;
    final HorizonUnits units;
    private final double[] declared;
    private final Normaliser normaliser = new Normaliser(Normaliser.USUAL_WINDOW);
    private final HorizonRegressions regressions;
    private final SeasonFinder finder;
    final int seasonsAt = MEANS + SPANS.length;
    private final int normaliserAt;
    private final int regressionAt;
    private final int finderAt;
    final int unitsAt;
    final int ringAt;
    private final double[] errors;
    private final TokenWriter writer;

    /**
     * Inputs of a stream.
     *
     * @param seasons declared lengths in events; where none is at least 2, they are found
     */
    public CausalInputs(InputOptions options, int... seasons) {
        horizons = options.horizonArray();
        seasonCount = options.seasons();
        int[] filled = options.filled(seasons);
        declared = filled == null ? null : Arrays.stream(filled).asDoubleStream().toArray();
        ring = new Ring(options.ring());
        bases = new Bases(ring, seasonCount);
        units = new HorizonUnits(horizons, seasonCount, ring);
        regressions = new HorizonRegressions(horizons, seasonCount, ring);
        finder = new SeasonFinder(ring);
        normaliserAt = seasonsAt + seasonCount;
        unitsAt = normaliserAt + normaliser.size();
        regressionAt = unitsAt + units.size();
        finderAt = regressionAt + regressions.size();
        ringAt = finderAt + finder.size();
        errors = new double[horizons.length];
        writer = new TokenWriter(this);
    }

    /** Doubles of state. */
    public int size() {
        return ringAt + ring.size();
    }

    /** F, inputs of a token. */
    public int inputCount() {
        return writer.inputCount();
    }

    /** K, bases of each horizon. */
    public int baseCount() {
        return bases.count();
    }

    /** Places of last value, regression, and the first season's value and mean among the bases. */
    public int[] mainBases() {
        return Bases.MAIN.clone();
    }

    /** Starts without an event. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0);
        s[o + LAST_KNOWN] = Double.NaN;
        s[o + LAST_TIME] = Double.NaN;
        if (declared != null) {
            System.arraycopy(declared, 0, s, o + seasonsAt, seasonCount);
        }
        normaliser.init(s, o + normaliserAt);
        units.init(s, o + unitsAt);
        regressions.init(s, o + regressionAt);
        finder.init(s, o + finderAt);
        ring.init(s, o + ringAt);
    }

    /**
     * Takes one event.
     *
     * @param value NaN where missing
     */
    public void observe(double[] s, int o, double value, long timeMicros) {
        ring.add(s, o + ringAt, value);
        s[o + EVENTS]++;
        double usual = usualGap(s, o);
        double gap = UsualGap.elapse(s, o + LAST_TIME, o + USUAL_GAP, (double) timeMicros);
        s[o + GAP] = gap > 0 && usual > 0 ? gap / usual : 0;
        if (!Double.isNaN(value)) {
            learn(s, o, 0, value);
            normaliser.observe(s, o + normaliserAt, value);
            s[o + VALUES]++;
            for (int i = 0; i < SPANS.length; i++) {
                double step = Math.max(1.0 / SPANS[i], 1 / s[o + VALUES]);
                s[o + MEANS + i] += step * (value - s[o + MEANS + i]);
            }
            s[o + LAST_KNOWN] = value;
        }
        boolean others =
                declared == null
                        && finder.step(
                                s,
                                o + finderAt,
                                s,
                                o + ringAt,
                                s[o + EVENTS],
                                location(s, o),
                                s,
                                o + seasonsAt,
                                seasonCount);
        if (others) {
            relearn(s, o);
        }
    }

    /**
     * The key's clock goes back: the next event's time may be older.
     *
     * @param usual whether the usual gap is forgotten too
     */
    public void forgetTime(double[] s, int o, boolean usual) {
        UsualGap.forgetTime(s, o + LAST_TIME, o + USUAL_GAP, usual);
    }

    /** Regression and errors learn a value that came some events ago. */
    private void learn(double[] s, int o, int ago, double value) {
        if (!normaliser.ready(s, o + normaliserAt)) {
            return;
        }
        regressions.learn(
                s,
                o + regressionAt,
                s,
                o + ringAt,
                ago,
                value,
                location(s, o),
                scale(s, o),
                s,
                o + seasonsAt,
                errors);
        units.observe(s, o + unitsAt, s, o + ringAt, ago, value, s, o + seasonsAt, errors);
    }

    /**
     * After a change of seasons: what was learned about others is forgotten, the ring is learned.
     */
    private void relearn(double[] s, int o) {
        units.init(s, o + unitsAt);
        regressions.init(s, o + regressionAt);
        for (int ago = (int) Math.min(ring.capacity(), s[o + EVENTS]) - 1; ago >= 0; ago--) {
            double value = ring.ago(s, o + ringAt, ago);
            if (!Double.isNaN(value)) {
                learn(s, o, ago, value);
            }
        }
    }

    /** Reads the state for {@link #between}, which serves this state only until the next call. */
    public void look(double[] s, int o) {
        double last = Double.isNaN(last(s, o)) ? 0 : last(s, o);
        regressions.look(
                s,
                o + regressionAt,
                s,
                o + ringAt,
                last,
                location(s, o),
                scale(s, o),
                s,
                o + seasonsAt);
    }

    /** The regression's forecast of any horizon, in the value's units. */
    double regression(double[] s, int o, int horizon) {
        double last = last(s, o);
        double scale = scale(s, o);
        return last
                + scale
                        * regressions.forecast(
                                bases, s, o + ringAt, horizon, season(s, o, 0), last, scale);
    }

    /** Where the normaliser stands within the state. */
    public int normaliserAt() {
        return normaliserAt;
    }

    /** What 0 stands for in scaled units. */
    public double location(double[] s, int o) {
        return normaliser.location(s, o + normaliserAt);
    }

    /** What 1 stands for in scaled units; above 0. */
    public double scale(double[] s, int o) {
        return normaliser.scale(s, o + normaliserAt);
    }

    /** Whether enough values were seen for the scale to mean something. */
    public boolean ready(double[] s, int o) {
        return normaliser.ready(s, o + normaliserAt);
    }

    /** Newest known value; NaN before any. */
    public double last(double[] s, int o) {
        return s[o + LAST_KNOWN];
    }

    /** Length of a season that is in use, in events; 0 for none. */
    public int season(double[] s, int o, int index) {
        return (int) s[o + seasonsAt + index];
    }

    double usualGap(double[] s, int o) {
        return Math.abs(s[o + USUAL_GAP]);
    }

    /** The newest gap over the usual one, 0 where it is not known. */
    double gap(double[] s, int o) {
        return s[o + GAP];
    }

    double time(double[] s, int o) {
        return s[o + LAST_TIME];
    }

    double values(double[] s, int o) {
        return s[o + VALUES];
    }

    int means() {
        return SPANS.length;
    }

    int meansAt(int o) {
        return o + MEANS;
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
        writer.write(s, o, inputs, inputAt, outBases, basesAt, outUnits, unitsOutAt);
    }

    /**
     * Writes the bases of any horizon, trained or not, after {@link #look}.
     *
     * @param out receives K numbers at at
     * @return the horizon's unit, in scaled units
     */
    public double between(double[] s, int o, int horizon, float[] out, int at) {
        return writer.between(s, o, horizon, out, at);
    }
}
