package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Location and scale of one channel, causal and from observed values alone, so that a key's memory
 * can be rebuilt from its inputs.
 *
 * <p>Mean and variance that count all values alike at first and then forget exponentially over
 * {@code window} values. A value beyond 8 scales counts as 8 scales off, and of several in a row
 * each counts half of the one before: a spike or a short burst raises the scale by a tenth. After
 * 32 in a row the location restarts at their mean: a new level, of whose distance the scale keeps a
 * quarter at first, since levels tend to come back. A scale that is 64 times the spread of a whole
 * later block of values was spoiled by a wild one and is dropped for theirs (blocks of 16, 32, ...
 * up to {@code window}, so a wild first value is healed early). Nine doubles of state.
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
    private static final int SIZE = 9;

    private static final int FIRST_BLOCK = 16;
    private static final int NEW_LEVEL = 32;
    private static final double CLIP = 8;
    private static final double SPOILED = 64;
    private static final double KEPT_JUMP = 1.0 / 16;
    private static final double RELATIVE_FLOOR = 1e-9;
    private static final double ABSOLUTE_FLOOR = 1e-30;
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

    /** Starts without a value. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0.0);
        s[o + BLOCK] = FIRST_BLOCK;
    }

    /** Learns one value; NaN is a missing one and changes nothing, magnitudes end at 1e150. */
    public void observe(double[] s, int o, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        double v = Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value));
        s[o + COUNT]++;
        s[o + AGE]++;
        if (s[o + VARIANCE] < floored(s, o + LOCATION) && v != s[o + LOCATION]) {
            // A scale at its floor is none yet: the first value that differs sets it in full.
            s[o + AGE] = Math.min(s[o + AGE], READY);
        }
        double limit = s[o + AGE] > READY ? CLIP * scale(s, o) : Double.MAX_VALUE;
        boolean outside = Math.abs(v - s[o + LOCATION]) > limit;
        if (outside != s[o + RUN] > 0) {
            startBlock(s, o);
        }
        s[o + RUN] = outside ? s[o + RUN] + 1 : 0;
        double halved = outside ? 1.0 / (1L << (int) (s[o + RUN] - 1)) : 1;
        follow(s, o + LOCATION, v, halved * Math.max(1.0 / window, 1 / s[o + AGE]), limit);
        s[o + SEEN]++;
        follow(s, o + BLOCK_LOCATION, v, 1 / s[o + SEEN], Double.MAX_VALUE);
        if (s[o + RUN] >= NEW_LEVEL) {
            double jump = s[o + BLOCK_LOCATION] - s[o + LOCATION];
            adoptBlock(s, o, KEPT_JUMP * jump * jump);
        } else if (s[o + RUN] == 0 && s[o + SEEN] >= s[o + BLOCK]) {
            double spread = floored(s, o + BLOCK_LOCATION);
            if (s[o + VARIANCE] > SPOILED * SPOILED * spread) {
                adoptBlock(s, o, 0);
            }
            s[o + BLOCK] = Math.min(window, 2 * s[o + BLOCK]);
            startBlock(s, o);
        }
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

    /** Standard deviation of the values so far; at least 1e-9 of the location and 1e-30. */
    public double scale(double[] s, int o) {
        return Math.sqrt(floored(s, o + LOCATION));
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
