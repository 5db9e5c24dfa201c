package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Location and scale of one channel. They depend only on observed values up to now, so that a key
 * state can be rebuilt from its inputs.
 *
 * <p>They are a mean and a variance. At first all values have equal weight; later, old values are
 * forgotten exponentially over {@code window} values. Four rules apply:
 *
 * <ul>
 *   <li><b>Outside.</b> A value more than 8 scales from the location is outside. It counts as 8
 *       scales away, and of several in a row each counts half as much as the one before.
 *   <li><b>New level.</b> Location and scale restart from the values outside after 20 in a row that
 *       agree (their spread is at most a quarter of the jump), or after 32 that do not. At first
 *       the scale keeps a quarter of the jump, but at most 64 times the new spread, because levels
 *       tend to come back.
 *   <li><b>Spoiled.</b> Blocks of 16, 32, ... up to {@code window} values are also measured
 *       separately. A scale above 64 times a block's spread (8 times for blocks of 256 values or
 *       more) was spoiled by a wild value, or by a level that did not come back; the block's spread
 *       replaces it.
 *   <li><b>Recurring far values.</b> If values outside recur now and then, as in counts that are
 *       mostly 0, their distance in scales must not grow without end. So the scale is at least 1/64
 *       of the largest distance within about 4096 values; each run of values outside counts as at
 *       most 80 scales. So a spike or a short burst raises the scale by at most a quarter.
 * </ul>
 *
 * <p>It takes ten doubles of state.
 */
public final class Normaliser {
    /**
     * The window that all key states use, so that one can continue from what another has learned.
     */
    public static final int USUAL_WINDOW = 512;

    /** Number of values that {@link #ready} needs. */
    public static final int READY = 8;

    private static final int COUNT = 0;
    private static final int AGE = 1;
    private static final int LOCATION = 2;
    private static final int VARIANCE = 3;
    private static final int RUN = 4;
    private static final int BLOCK = 5;
    private static final int SEEN = 6;
    private static final int BLOCK_LOCATION = 7;
    private static final int BLOCK_VARIANCE = 8;
    private static final int FARTHEST = 9;
    private static final int SIZE = 10;

    /** Doubles of state of slab formats 1 and 2. */
    public static final int FORMAT_2_SIZE = FARTHEST;

    private static final int FIRST_BLOCK = 16;

    /** This many values outside in a row are a new level if they agree. */
    private static final int NEW_LEVEL = 20;

    /** This many values outside in a row are a new level in any case. */
    private static final int NEW_SPREAD = 32;

    /** A value counts as at most this many scales when the distance of far values is learned. */
    public static final double FAR = 64;

    /**
     * One value may exceed {@link #FAR} by this factor, which compensates for forgetting in
     * between.
     */
    private static final double FAR_GROWTH = 1.25;

    private static final double FAR_FORGETTING = 1 - 1.0 / 4096;

    /** This many values outside in a row, or more, may be more than a spike. */
    public static final int LASTING = 3;

    /** Values agree if their spread is at most this share of the jump. */
    private static final double AGREEING = 0.25;

    /** A value counts in full within this many scales of the location. */
    public static final double CLIP = 8;

    private static final double SPOILED = 64;

    /**
     * The same for a block of at least {@link #LONG_BLOCK} values, whose spread is more reliable.
     */
    private static final double SPOILED_FOR_LONG = 8;

    private static final int LONG_BLOCK = 256;

    /**
     * A new level's scale keeps this share of the jump, but at most {@link #MAX_KEPT} times its own
     * spread.
     */
    private static final double KEPT_JUMP = 0.25;

    private static final double MAX_KEPT = 64;

    /** The new level's spread counts as at least this share of the old scale. */
    private static final double LEAST_KEPT = 1e-3;

    private static final double RELATIVE_FLOOR = 1e-15;
    private static final double ABSOLUTE_FLOOR = 1e-110;
    private static final double MAX_MAGNITUDE = 1e150;

    /** Above any variance of values of at most {@link #MAX_MAGNITUDE}. */
    private static final double MAX_VARIANCE = 1e304;

    private final int window;

    /**
     * @param window number of values over which the mean and the variance forget, 16 to 1000000
     */
    public Normaliser(int window) {
        this.window = Check.range("window", window, FIRST_BLOCK, 1_000_000);
    }

    /** Doubles of state. */
    public int size() {
        return SIZE;
    }

    /** Reads the state of slab formats 1 and 2, which do not contain the distance of far values. */
    public void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, FORMAT_2_SIZE);
        s[o + FARTHEST] = 0;
    }

    /** Starts with no values. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0.0);
        s[o + BLOCK] = FIRST_BLOCK;
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        double most = StateCheck.MAX_VALUE;
        StateCheck.range("number of values", s[o + COUNT], 0, StateCheck.MAX_COUNT);
        StateCheck.range("number of values since a restart", s[o + AGE], 0, StateCheck.MAX_COUNT);
        StateCheck.range("location", s[o + LOCATION], -most, most);
        StateCheck.range("variance", s[o + VARIANCE], 0, MAX_VARIANCE);
        StateCheck.whole("run of values outside", s[o + RUN], 0, NEW_SPREAD);
        StateCheck.range("length of a block", s[o + BLOCK], FIRST_BLOCK, window);
        StateCheck.range("values of a block", s[o + SEEN], 0, StateCheck.MAX_COUNT);
        StateCheck.range("location of a block", s[o + BLOCK_LOCATION], -most, most);
        StateCheck.range("variance of a block", s[o + BLOCK_VARIANCE], 0, MAX_VARIANCE);
        StateCheck.range("largest distance", s[o + FARTHEST], 0, most);
    }

    /**
     * Whether {@link #observe} will clip the value because it lies beyond {@link #CLIP} scales.
     *
     * @param value NaN is a missing value and never outside
     */
    public boolean isOutside(double[] s, int o, double value) {
        return Math.abs(held(value) - s[o + LOCATION]) > limit(s, o, value);
    }

    /** Number of values in a row, up to the newest, that were outside; 0 if the newest was not. */
    public int outsideRun(double[] s, int o) {
        return (int) s[o + RUN];
    }

    /**
     * The largest distance from the location at which a value is not outside; unlimited at the
     * start.
     */
    public double reach(double[] s, int o) {
        return s[o + AGE] > READY ? CLIP * scale(s, o) : Double.MAX_VALUE;
    }

    private static double held(double value) {
        return Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value));
    }

    /**
     * A scale at its floor does not count as known yet, so the first value that differs counts in
     * full.
     */
    private double limit(double[] s, int o, double value) {
        boolean first = s[o + AGE] < READY || isFirstChange(s, o, value);
        return first ? Double.MAX_VALUE : CLIP * scale(s, o);
    }

    private static boolean isFirstChange(double[] s, int o, double value) {
        return s[o + VARIANCE] < floored(s, o + LOCATION) && value != s[o + LOCATION];
    }

    /**
     * Learns one value. NaN is a missing value and changes nothing; values are clipped to a
     * magnitude of 1e150.
     *
     * @return whether location and scale restarted, at a new level or because the scale was spoiled
     */
    public boolean observe(double[] s, int o, double value) {
        if (Double.isNaN(value)) {
            return false;
        }
        double v = held(value);
        double limit = limit(s, o, v);
        boolean outside = Math.abs(v - s[o + LOCATION]) > limit;
        s[o + COUNT]++;
        s[o + AGE] = isFirstChange(s, o, v) ? Math.min(s[o + AGE] + 1, READY) : s[o + AGE] + 1;
        if (outside != s[o + RUN] > 0) {
            startBlock(s, o);
        }
        s[o + RUN] = outside ? s[o + RUN] + 1 : 0;
        learnFarthest(s, o, s[o + RUN] == 1 ? Math.abs(v - s[o + LOCATION]) : 0);
        double halved = outside ? 1.0 / (1L << (int) (s[o + RUN] - 1)) : 1;
        follow(s, o + LOCATION, v, halved * Math.max(1.0 / window, 1 / s[o + AGE]), limit);
        s[o + SEEN]++;
        follow(s, o + BLOCK_LOCATION, v, 1 / s[o + SEEN], Double.MAX_VALUE);
        if (isNewLevel(s, o)) {
            double jump = Math.abs(s[o + BLOCK_LOCATION] - s[o + LOCATION]);
            double spread = Math.max(LEAST_KEPT * scale(s, o), Math.sqrt(s[o + BLOCK_VARIANCE]));
            double kept = Math.min(KEPT_JUMP * jump, MAX_KEPT * spread);
            adoptBlock(s, o, kept * kept);
            s[o + BLOCK] = FIRST_BLOCK;
            return true;
        }
        boolean spoiled = false;
        if (s[o + RUN] == 0 && s[o + SEEN] >= s[o + BLOCK]) {
            double spread = floored(s, o + BLOCK_LOCATION);
            double most = s[o + SEEN] < LONG_BLOCK ? SPOILED : SPOILED_FOR_LONG;
            spoiled = s[o + VARIANCE] > most * most * spread;
            if (spoiled) {
                adoptBlock(s, o, 0);
            }
            s[o + BLOCK] = Math.min(window, 2 * s[o + BLOCK]);
            startBlock(s, o);
        }
        return spoiled;
    }

    private static void learnFarthest(double[] s, int o, double distance) {
        double held = Math.min(distance, FAR_GROWTH * FAR * Math.sqrt(variance(s, o)));
        s[o + FARTHEST] = Math.max(FAR_FORGETTING * s[o + FARTHEST], held);
    }

    private static boolean isNewLevel(double[] s, int o) {
        if (s[o + RUN] < NEW_LEVEL) {
            return false;
        }
        double agreed = AGREEING * (s[o + BLOCK_LOCATION] - s[o + LOCATION]);
        return s[o + RUN] >= NEW_SPREAD || s[o + BLOCK_VARIANCE] <= agreed * agreed;
    }

    /** Moves to a level that the caller detected; the scale stays. */
    public void moveTo(double[] s, int o, double location) {
        s[o + LOCATION] = held(location);
        s[o + RUN] = 0;
        startBlock(s, o);
    }

    private static void startBlock(double[] s, int o) {
        s[o + SEEN] = 0;
        s[o + BLOCK_LOCATION] = 0;
        s[o + BLOCK_VARIANCE] = 0;
    }

    private static void adoptBlock(double[] s, int o, double extraVariance) {
        s[o + LOCATION] = s[o + BLOCK_LOCATION];
        s[o + VARIANCE] = s[o + BLOCK_VARIANCE] + extraVariance;
        s[o + AGE] = FIRST_BLOCK;
        s[o + RUN] = 0;
        s[o + FARTHEST] = 0;
        startBlock(s, o);
    }

    /**
     * Updates a weighted mean in {@code s[at]} and its variance in {@code s[at + 1]} with a value
     * that is clipped to {@code limit} from the mean.
     */
    private static void follow(double[] s, int at, double v, double step, double limit) {
        double off = Math.max(-limit, Math.min(limit, v - s[at]));
        s[at] += step * off;
        s[at + 1] = (1 - step) * (s[at + 1] + step * off * off);
    }

    /** The variance {@code s[at + 1]} of the location {@code s[at]}, at least the floor. */
    private static double floored(double[] s, int at) {
        double floor = Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * Math.abs(s[at]));
        return Math.max(floor * floor, s[at + 1]);
    }

    /** Location of the values so far; 0 before the first value. */
    public double location(double[] s, int o) {
        return s[o + LOCATION];
    }

    /** Standard deviation of the values so far; at least 1e-15 of the location and 1e-110. */
    public double scale(double[] s, int o) {
        return Math.sqrt(variance(s, o));
    }

    private static double variance(double[] s, int o) {
        double least = s[o + FARTHEST] / FAR;
        return Math.max(floored(s, o + LOCATION), least * least);
    }

    /** Number of values so far. */
    public long count(double[] s, int o) {
        return (long) s[o + COUNT];
    }

    /** Whether there were {@value #READY} values; before that, the scale is a guess. */
    public boolean ready(double[] s, int o) {
        return s[o + COUNT] >= READY;
    }
}
