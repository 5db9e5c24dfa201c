package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.Normaliser;
import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * One channel's state outside the network, and what the network reads of it after each event,
 * computed from the past alone.
 *
 * <p>All inputs are in scaled units, {@code (value - location) / scale} of the normaliser after the
 * event. The state lives in two arrays of the caller, of 64-bit and of 32-bit numbers; an instance
 * owns scratch memory and serves one thread.
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

    /** Before this many values, a step cannot be distinguished from the first errors. */
    private static final int LEAST_VALUES = 32;

    /**
     * Beyond this many scales, a ring that is moved by a jump keeps too few digits of its values.
     */
    private static final double MAX_SCALES = 1e10;

    /** Beyond this change of scale, the regressions restart instead of being converted. */
    private static final double LEAST_FACTOR = 1e-6;

    final int[] horizons;
    final int seasonCount;
    final CompactRing ring;
    final Bases bases;
    final HorizonUnits units;
    private final double[] declared;
    private final Normaliser normaliser = new Normaliser(Normaliser.USUAL_WINDOW);
    private final HorizonRegressions regressions;
    private final SeasonFinder finder;
    private final LevelStep step;
    private final LevelJump level;
    final int seasonsAt = MEANS + SPANS.length;
    private final int normaliserAt;
    final int finderAt;
    final int unitsAt;
    private final int ringAt;
    private final int stepAt;
    private final int ringFloatsAt;
    private final Ring format6Ring;
    private final int format6StepAt;
    private final double[] errors;
    private final TokenWriter writer;

    /** Set by {@link #look}. */
    private double location;

    private double scale;
    private double perScale;
    private double reach;

    /**
     * Creates the inputs of a stream.
     *
     * @param seasons declared lengths in events; without one of at least 2, seasons are found
     */
    public CausalInputs(InputOptions options, int... seasons) {
        horizons = options.horizonArray();
        seasonCount = options.seasons();
        int[] filled = options.filled(seasons);
        declared = filled == null ? null : Arrays.stream(filled).asDoubleStream().toArray();
        ring = new CompactRing(options.ring());
        bases = new Bases(ring, seasonCount);
        units = new HorizonUnits(horizons, seasonCount, ring);
        regressions = new HorizonRegressions(horizons, seasonCount, ring);
        finder = new SeasonFinder(ring);
        step = new LevelStep(ring);
        level = new LevelJump(ring);
        normaliserAt = seasonsAt + seasonCount;
        unitsAt = normaliserAt + normaliser.size();
        finderAt = unitsAt + units.size();
        ringAt = finderAt + finder.size();
        stepAt = ringAt + ring.doubles();
        ringFloatsAt = regressions.size();
        format6Ring = new Ring(options.ring());
        format6StepAt = ringAt + format6Ring.size();
        errors = new double[horizons.length];
        writer = new TokenWriter(this);
    }

    /** 64-bit numbers of state. */
    public int doubles() {
        return stepAt + step.size();
    }

    /** 32-bit numbers of state. */
    public int floats() {
        return ringFloatsAt + ring.floats();
    }

    /** {@link #doubles} in slab format 6, whose ring had 64-bit numbers alone. */
    public int format6Doubles() {
        return format6StepAt + step.size();
    }

    /** {@link #floats} in slab format 6. */
    public int format6Floats() {
        return regressions.size();
    }

    /** 64-bit numbers of state in slab formats 3 to 5, which had no others. */
    public int format5Size() {
        return format6Doubles() + format6Floats();
    }

    /** The same in slab formats 1 and 2. */
    public int format2Size() {
        return format6StepAt + regressions.size() - normaliser.size() + Normaliser.FORMAT_2_SIZE;
    }

    /**
     * Converts the state of slab formats 1 and 2, which did not detect steps, to that of 3 to 5.
     */
    public void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, normaliserAt);
        normaliser.readFormat2(from, at + normaliserAt, s, o + normaliserAt);
        int rest = at + normaliserAt + Normaliser.FORMAT_2_SIZE;
        int size = format6StepAt - unitsAt + regressions.size();
        System.arraycopy(from, rest, s, o + unitsAt, size);
        step.init(s, o + unitsAt + size);
    }

    /** Converts the state of slab formats 3 to 5. */
    public void readFormat5(double[] from, int at, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at, s, o, finderAt);
        regressions.readFormat5(from, at + finderAt, f, p);
        readFormat6(from, at + regressions.size(), finderAt, s, o, f, p);
    }

    /**
     * Converts the state of slab format 6.
     *
     * @param from its 64-bit numbers, from at on
     * @param floats its 32-bit numbers, from floatsAt on
     */
    public void readFormat6(
            double[] from,
            int at,
            float[] floats,
            int floatsAt,
            double[] s,
            int o,
            float[] f,
            int p) {
        System.arraycopy(floats, floatsAt, f, p, format6Floats());
        System.arraycopy(from, at, s, o, finderAt);
        readFormat6(from, at, finderAt, s, o, f, p);
    }

    /** Converts the 64-bit numbers from begin on, those before being converted. */
    private void readFormat6(
            double[] from, int at, int begin, double[] s, int o, float[] f, int p) {
        System.arraycopy(from, at + begin, s, o + begin, ringAt - begin);
        ring.init(s, o + ringAt, f, p + ringFloatsAt);
        useRing(s, o, f, p);
        ring.read(format6Ring, from, at + ringAt, location(s, o), scale(s, o));
        System.arraycopy(from, at + format6StepAt, s, o + stepAt, step.size());
    }

    /** Takes the arrays that {@link #ago} reads from now on. */
    public void useRing(double[] s, int o, float[] f, int p) {
        ring.on(s, o + ringAt, f, p + ringFloatsAt);
    }

    /** F, the number of inputs of a token. */
    public int inputCount() {
        return writer.inputCount();
    }

    /** K, the number of bases of each horizon. */
    public int baseCount() {
        return bases.count();
    }

    /** Indices of last value, regression, and the first season's value and mean among the bases. */
    public int[] mainBases() {
        return Bases.MAIN.clone();
    }

    /** Initialises the state before the first event. */
    public void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + doubles(), 0);
        s[o + LAST_KNOWN] = Double.NaN;
        s[o + LAST_TIME] = Double.NaN;
        if (declared != null) {
            System.arraycopy(declared, 0, s, o + seasonsAt, seasonCount);
        }
        normaliser.init(s, o + normaliserAt);
        units.init(s, o + unitsAt);
        regressions.init(f, p);
        finder.init(s, o + finderAt);
        ring.init(s, o + ringAt, f, p + ringFloatsAt);
        step.init(s, o + stepAt);
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o, float[] f, int p) {
        UsualGap.check(s, o + LAST_TIME, o + USUAL_GAP);
        StateCheck.range("number of values", s[o + VALUES], 0, Double.MAX_VALUE);
        StateCheck.range("number of events", s[o + EVENTS], 0, Double.MAX_VALUE);
        int longest = ring.capacity() / 2;
        for (int i = 0; i < seasonCount; i++) {
            double least = declared == null ? 0 : declared[i];
            double most = declared == null ? longest : declared[i];
            StateCheck.whole("season", s[o + seasonsAt + i], least, most);
        }
        normaliser.check(s, o + normaliserAt);
        units.check(s, o + unitsAt);
        regressions.check(f, p);
        finder.check(s, o + finderAt);
        ring.check(s, o + ringAt);
        step.check(s, o + stepAt);
    }

    /**
     * Takes one event.
     *
     * @param value NaN where missing
     */
    public void observe(double[] s, int o, float[] f, int p, double value, long timeMicros) {
        boolean stepping = isStepping(s, o, f, p, value); // uses this ring, as all below
        if (ring.follows()) {
            ring.follow(location(s, o), scale(s, o));
        }
        ring.add(value);
        s[o + EVENTS]++;
        double usual = usualGap(s, o);
        double gap = UsualGap.elapse(s, o + LAST_TIME, o + USUAL_GAP, (double) timeMicros);
        s[o + GAP] = gap > 0 && usual > 0 ? gap / usual : 0;
        if (!Double.isNaN(value)) {
            take(s, o, f, p, value, stepping);
        }
        boolean others =
                declared == null
                        && finder.step(
                                s,
                                o + finderAt,
                                s[o + EVENTS],
                                usualGap(s, o),
                                location(s, o),
                                reach(s, o),
                                s,
                                o + seasonsAt,
                                seasonCount);
        if (others) {
            relearn(s, o, f, p);
        }
    }

    /**
     * Takes a value. One beyond the normaliser's clip, or a step, is not learned from until it is a
     * level.
     */
    private void take(double[] s, int o, float[] f, int p, double value, boolean stepping) {
        int n = o + normaliserAt;
        boolean outside = normaliser.isOutside(s, n, value);
        if (!outside && !stepping) {
            learn(s, o, f, p, 0, value);
        }
        s[o + VALUES]++;
        boolean newLevel = stepping && step.add(s, o + stepAt, last(s, o), location(s, o), value);
        if (newLevel) {
            double jump = level.apply(LevelStep.CONFIRMED, season(s, o, 0));
            normaliser.moveTo(s, n, step.location(s, o + stepAt) + jump);
            shiftMeans(s, o, jump);
        } else if (!stepping) {
            step.forget(s, o + stepAt);
        }
        newLevel |= normalise(s, o, f, p, value);
        double reach = normaliser.reach(s, n);
        double held = Math.max(-reach, Math.min(reach, value - location(s, o)));
        for (int i = 0; i < SPANS.length; i++) {
            double share = Math.max(1.0 / SPANS[i], 1 / s[o + VALUES]);
            s[o + MEANS + i] += share * (location(s, o) + held - s[o + MEANS + i]);
        }
        // A spike is not a level to forecast from; from the third in a row on it may be one.
        boolean lasting =
                (!outside && !stepping) || normaliser.outsideRun(s, n) >= Normaliser.LASTING;
        if (lasting || newLevel) {
            s[o + LAST_KNOWN] = value;
        }
    }

    /** Updates the normaliser; returns whether it restarted. */
    private boolean normalise(double[] s, int o, float[] f, int p, double value) {
        int n = o + normaliserAt;
        double location = location(s, o);
        double scale = scale(s, o);
        int run = normaliser.outsideRun(s, n) + 1;
        boolean outside = normaliser.isOutside(s, n, value);
        if (!normaliser.observe(s, n, value)) {
            return false;
        }
        double moved = location(s, o) - location;
        double jump = 0;
        boolean exact = Math.abs(moved) <= MAX_SCALES * scale;
        if (outside && exact && !step.isKnown(s, o + stepAt, moved)) {
            jump = level.apply(run, season(s, o, 0));
            step.remember(s, o + stepAt, moved);
        }
        restart(s, o, f, p, location, scale, jump);
        return true;
    }

    private void shiftMeans(double[] s, int o, double by) {
        for (int i = 0; i < SPANS.length; i++) {
            s[o + MEANS + i] += by;
        }
    }

    /**
     * Follows a restart of the normaliser's location and scale: the running means move to the new
     * level, and the regressions are converted.
     *
     * @param jump how far the level moved, 0 if only the scale was wrong
     */
    private void restart(
            double[] s, int o, float[] f, int p, double location, double scale, double jump) {
        shiftMeans(s, o, jump);
        double factor = scale / scale(s, o);
        double shift = (location + jump - location(s, o)) / scale(s, o);
        if (factor > LEAST_FACTOR && factor < 1 / LEAST_FACTOR) {
            regressions.carry(f, p, factor, shift);
        } else {
            regressions.init(f, p);
        }
    }

    /** Whether the next value is too far off to learn from; call it before {@link #observe}. */
    public boolean isOutside(double[] s, int o, double value) {
        return normaliser.isOutside(s, o + normaliserAt, value);
    }

    /** Whether the next value is a step away from all forecasts, or continues one. */
    public boolean isStepping(double[] s, int o, float[] f, int p, double value) {
        useRing(s, o, f, p);
        if (Double.isNaN(value)) {
            return false;
        }
        if (step.pending(s, o + stepAt) > 0) {
            return step.goesOn(s, o + stepAt, value);
        }
        double last = last(s, o);
        double unit = units.best(s, o + unitsAt, 0);
        boolean exact = Math.abs(value - last) <= MAX_SCALES * scale(s, o);
        if (s[o + VALUES] < LEAST_VALUES
                || !exact
                || !LevelStep.isFar(value, last, unit)
                || !step.isStep(s, o + stepAt, value - last)) {
            return false;
        }
        double location = location(s, o);
        double reach = reach(s, o);
        for (int i = 0; i < seasonCount; i++) {
            double before = bases.seasonal(season(s, o, i), 1, last, location, reach);
            if (!LevelStep.isFar(value, before, unit)) {
                return false;
            }
        }
        look(s, o, f, p); // checked last because it asks all regressions
        return LevelStep.isFar(value, regression(s, o, horizons[0]), unit);
    }

    /**
     * Sets the key's clock back: the next event's time may be older.
     *
     * @param usual whether the usual gap is forgotten too
     */
    public void forgetTime(double[] s, int o, boolean usual) {
        UsualGap.forgetTime(s, o + LAST_TIME, o + USUAL_GAP, usual);
    }

    /** Lets regressions and errors learn a value that came {@code ago} events ago. */
    private void learn(double[] s, int o, float[] f, int p, int ago, double value) {
        int n = o + normaliserAt;
        if (!normaliser.ready(s, n)) {
            return;
        }
        double location = location(s, o);
        double reach = normaliser.reach(s, n);
        regressions.learn(f, p, ago, value, location, scale(s, o), reach, s, o + seasonsAt, errors);
        units.observe(s, o + unitsAt, ago, value, location, reach, s, o + seasonsAt, errors);
    }

    /**
     * Starts over after a change of seasons: forgets what was learned with the old ones and learns
     * from the ring.
     */
    private void relearn(double[] s, int o, float[] f, int p) {
        units.init(s, o + unitsAt);
        regressions.init(f, p);
        for (int ago = (int) Math.min(ring.capacity(), s[o + EVENTS]) - 1; ago >= 0; ago--) {
            double value = ring.ago(ago);
            if (!Double.isNaN(value)) {
                learn(s, o, f, p, ago, value);
            }
        }
    }

    /**
     * Reads the state for {@link #between}, {@link #regression} and {@link #unit}, which use it
     * until the next call. Location and scale cost a square root and bounds each time they are
     * asked for.
     */
    public void look(double[] s, int o, float[] f, int p) {
        useRing(s, o, f, p);
        location = location(s, o);
        scale = scale(s, o);
        perScale = 1 / scale;
        reach = reach(s, o);
        double last = Double.isNaN(last(s, o)) ? 0 : last(s, o);
        regressions.look(f, p, last, location, perScale, reach, s, o + seasonsAt);
    }

    /** The regression's forecast of any horizon, in the value's units, after {@link #look}. */
    double regression(double[] s, int o, int horizon) {
        double last = last(s, o);
        return last
                + scale
                        * regressions.forecast(
                                bases, horizon, season(s, o, 0), last, location, perScale, reach);
    }

    /** Writes the bases of a horizon after {@link #look}. */
    void bases(double[] s, int o, int horizon, float[] out, int at) {
        bases.write(
                horizon,
                last(s, o),
                s,
                meansAt(o),
                regression(s, o, horizon),
                s,
                o + seasonsAt,
                location,
                perScale,
                reach,
                out,
                at);
    }

    /** A number in scaled units after {@link #look}, limited; 0 if it is NaN. */
    float scaled(double value) {
        return Bases.scaled(value, location, perScale);
    }

    /** The smallest error at a horizon's index in scaled units after {@link #look}. */
    double unit(double[] s, int o, int horizon) {
        return perScale * units.best(s, o + unitsAt, horizon);
    }

    /** The error of a reference at a horizon's index in scaled units after {@link #look}. */
    double error(double[] s, int o, int reference, int horizon) {
        return perScale * units.error(s, o + unitsAt, reference, horizon);
    }

    /** The normaliser's offset within the state. */
    public int normaliserAt() {
        return normaliserAt;
    }

    /** The value that is 0 in scaled units. */
    public double location(double[] s, int o) {
        return normaliser.location(s, o + normaliserAt);
    }

    /** The size of 1 in scaled units; above 0. */
    public double scale(double[] s, int o) {
        return normaliser.scale(s, o + normaliserAt);
    }

    /** Largest distance from the location at which a value is still learned from. */
    double reach(double[] s, int o) {
        return normaliser.reach(s, o + normaliserAt);
    }

    /** Whether enough values were seen for a meaningful scale. */
    public boolean ready(double[] s, int o) {
        return normaliser.ready(s, o + normaliserAt);
    }

    /** Newest known value; NaN before the first. */
    public double last(double[] s, int o) {
        return s[o + LAST_KNOWN];
    }

    /**
     * The value {@code events} events ago, 0 for the newest; NaN if missing or not kept. It reads
     * what {@link #useRing} took, or the call before of {@link #observe} or {@link #look}.
     */
    public double ago(int events) {
        return ring.ago(events);
    }

    /** Length of a season that is in use, in events; 0 for none. */
    public int season(double[] s, int o, int index) {
        return (int) s[o + seasonsAt + index];
    }

    /** Number of newest values that may be a spike and are therefore not used yet. */
    int suspects(double[] s, int o) {
        int run = normaliser.outsideRun(s, o + normaliserAt);
        int outside = run < Normaliser.LASTING ? run : 0;
        return Math.max(outside, step.pending(s, o + stepAt));
    }

    double usualGap(double[] s, int o) {
        return Math.abs(s[o + USUAL_GAP]);
    }

    /** The newest gap over the usual one; 0 if unknown. */
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
     * Writes the token's inputs after the newest event.
     *
     * @param inputs receives F numbers at inputAt
     * @param outBases receives H K numbers at basesAt, all of the first horizon first
     * @param outUnits receives H numbers at unitsOutAt, above 0
     */
    public void write(
            double[] s,
            int o,
            float[] f,
            int p,
            float[] inputs,
            int inputAt,
            float[] outBases,
            int basesAt,
            float[] outUnits,
            int unitsOutAt) {
        writer.write(s, o, f, p, inputs, inputAt, outBases, basesAt, outUnits, unitsOutAt);
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

    /**
     * How much wider a forecast is than that of the last trained horizon, after {@link #look}: 1 up
     * to that horizon, beyond it a power of the horizon that is learned from this stream's errors.
     */
    public double widening(double[] s, int o, int horizon) {
        return writer.widening(s, o, horizon);
    }
}
