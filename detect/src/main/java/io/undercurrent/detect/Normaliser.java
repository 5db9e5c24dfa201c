package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Location and scale of one channel, causal and from observed values alone, so that a key's memory
 * can be rebuilt from its inputs.
 *
 * <p>Mean and variance that count all values alike at first and then forget exponentially over
 * {@code window} values, under four rules:
 *
 * <ul>
 *   <li><b>Outside.</b> A value beyond 8 scales is outside: it counts as 8 scales off, and of
 *       several in a row each counts half of the one before.
 *   <li><b>New level.</b> After 20 outside in a row that agree (their spread is at most a quarter
 *       of the jump), and after 32 that do not, both restart from those values. The scale keeps a
 *       quarter of the jump at first, but at most 64 of the new spreads, since levels tend to come
 *       back.
 *   <li><b>Spoiled.</b> Blocks of 16, 32, ... up to {@code window} values are looked at by
 *       themselves. A scale of 64 times a block's spread (8 times from 256 values on) was spoiled
 *       by a wild value, or by a level that did not come back, and is dropped for the block's.
 *   <li><b>Far values that come again.</b> Values outside that come now and then, as of counts that
 *       are mostly 0, must not become ever farther. The scale is at least 1/64 of the largest
 *       distance within some 4096 values, where each run of them counts as at most 80 scales. So a
 *       spike or a short burst raises the scale by a quarter at most.
 * </ul>
 *
 * <p>Ten doubles of state.
 */
public final class Normaliser {
    /** The window that keys' memories use: what one has learned, another can go on from. */
    public static final int USUAL_WINDOW = 512;

    /** Values before {@link #ready}. */
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

    /** So many values outside in a row are a new level where they agree. */
    private static final int NEW_LEVEL = 20;

    /** So many are one in any case. */
    private static final int NEW_SPREAD = 32;

    /** Scales that a value counts as at most where it is learned how far values lie outside. */
    public static final double FAR = 64;

    /** One value may go beyond that by this factor, which makes up for forgetting in between. */
    private static final double FAR_GROWTH = 1.25;

    private static final double FAR_FORGETTING = 1 - 1.0 / 4096;

    /** From so many values outside in a row on they may be more than a spike. */
    public static final int LASTING = 3;

    /** Values agree where their spread is at most this share of the jump. */
    private static final double AGREEING = 0.25;

    /** Scales from the location within which a value counts in full. */
    public static final double CLIP = 8;

    private static final double SPOILED = 64;

    /** The same for a block of at least so many values, which says more. */
    private static final double SPOILED_FOR_LONG = 8;

    private static final int LONG_BLOCK = 256;

    /** What a new level's scale keeps of the jump, but at most so many of its own spreads. */
    private static final double KEPT_JUMP = 0.25;

    private static final double MOST_KEPT = 64;

    /** The new level's spread counts as at least this share of the old scale. */
    private static final double LEAST_KEPT = 1e-3;

    private static final double RELATIVE_FLOOR = 1e-15;
    private static final double ABSOLUTE_FLOOR = 1e-110;
    private static final double MAX_MAGNITUDE = 1e150;

    private final int window;

    /**
     * @param window values that the later exponential window remembers, 16 to 1000000
     */
    public Normaliser(int window) {
        this.window = Check.range("window", window, FIRST_BLOCK, 1_000_000);
    }

    /** Doubles of state. */
    public int size() {
        return SIZE;
    }

    /** Takes over the state of slab formats 1 and 2, which knew nothing of far values. */
    public void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, FORMAT_2_SIZE);
        s[o + FARTHEST] = 0;
    }

    /** Starts without a value. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0.0);
        s[o + BLOCK] = FIRST_BLOCK;
    }

    /**
     * Whether {@link #observe} will hold the value back because it lies beyond {@link #CLIP}
     * scales.
     *
     * @param value NaN, a missing one, is never outside
     */
    public boolean isOutside(double[] s, int o, double value) {
        return Math.abs(held(value) - s[o + LOCATION]) > limit(s, o, value);
    }

    /** Values in a row so far that were outside; 0 after one that was not. */
    public int outsideRun(double[] s, int o) {
        return (int) s[o + RUN];
    }

    /** How far from the location a value may lie and not be outside; unlimited at the start. */
    public double reach(double[] s, int o) {
        return s[o + AGE] > READY ? CLIP * scale(s, o) : Double.MAX_VALUE;
    }

    private static double held(double value) {
        return Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value));
    }

    /** A scale at its floor is none yet, so the first value that differs sets it in full. */
    private double limit(double[] s, int o, double value) {
        boolean first = s[o + AGE] < READY || isFirstChange(s, o, value);
        return first ? Double.MAX_VALUE : CLIP * scale(s, o);
    }

    private static boolean isFirstChange(double[] s, int o, double value) {
        return s[o + VARIANCE] < floored(s, o + LOCATION) && value != s[o + LOCATION];
    }

    /**
     * Learns one value; NaN is a missing one and changes nothing, magnitudes end at 1e150.
     *
     * @return whether location and scale restarted: at a new level, or from a spoiled scale
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
            double kept = Math.min(KEPT_JUMP * jump, MOST_KEPT * spread);
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

    /** Moves to a level that the caller found; the scale stays. */
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

    /** Weighted mean and variance side by side in {@code s[at]}, {@code s[at + 1]}, clipped. */
    private static void follow(double[] s, int at, double v, double step, double limit) {
        double off = Math.max(-limit, Math.min(limit, v - s[at]));
        s[at] += step * off;
        s[at + 1] = (1 - step) * (s[at + 1] + step * off * off);
    }

    /** The variance beside the location {@code s[at]}, not below the floor. */
    private static double floored(double[] s, int at) {
        double floor = Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * Math.abs(s[at]));
        return Math.max(floor * floor, s[at + 1]);
    }

    /** Location of the values so far; 0 before the first. */
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

    /** Values seen so far. */
    public long count(double[] s, int o) {
        return (long) s[o + COUNT];
    }

    /** Whether {@value #READY} values were seen: before, the scale is a guess. */
    public boolean ready(double[] s, int o) {
        return s[o + COUNT] >= READY;
    }
}
