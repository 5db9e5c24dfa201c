package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Corrects each horizon's quantiles until they have the declared coverage on this stream, whatever
 * data the model was trained on.
 *
 * <p>Each horizon and level has a correction in units of recent error, which follows the gradient
 * of the pinball loss (Koenker and Bassett 1978), as in {@link QuantileTracker}. For each horizon
 * one forecast at a time waits for its value, so horizon h learns once in h events, with a step up
 * to eight times as long. Little is lost, because neighbouring forecasts far ahead have similar
 * errors, and no other forecasts need to be stored. It takes H doubles and {@code H (1 + 2 Q)}
 * floats of state for H horizons and Q levels: a waiting forecast is one quantile in the middle,
 * and the distances of all from it.
 */
public final class HorizonQuantiles {
    private static final double STEP = 0.004;
    private static final int LONGEST_STEP = 8;

    /**
     * Corrections are clipped to this magnitude; a larger one would mean that the model is wrong.
     */
    private static final double LIMIT = 8;

    /**
     * Stands for a pause of one event between two forecasts of a horizon. Without it, a horizon of
     * one day would be judged at the same hour every day.
     */
    private static final int REST = -1;

    private static final int REMAINING = 0;
    private static final int ISSUED = 1;

    private final int[] horizons;
    private final double[] levels;
    private final double[] stepScale;
    private final int middle;
    private final int each;

    /**
     * Corrections for given horizons and levels.
     *
     * @param horizons numbers of steps ahead, each at least 1
     * @param levels in (0, 1), increasing
     */
    public HorizonQuantiles(int[] horizons, double[] levels) {
        this.horizons = horizons.clone();
        this.levels = levels.clone();
        middle = levels.length / 2;
        each = ISSUED + 2 * levels.length;
        stepScale = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            // Outer levels take larger steps, because the gradient there is small.
            stepScale[i] = STEP / (4 * levels[i] * (1 - levels[i]));
        }
    }

    /** 64-bit numbers of state. */
    public int doubles() {
        return horizons.length;
    }

    /** 32-bit numbers of state. */
    public int floats() {
        return horizons.length * each;
    }

    /** 64-bit numbers of state in slab formats 1 to 5, which had no others. */
    public int format5Size() {
        return horizons.length * each;
    }

    /** Starts with all corrections at 0 and no pending forecast. */
    public void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + doubles(), 0);
        Arrays.fill(f, p, p + floats(), 0);
    }

    /**
     * Converts a state of slab formats 1 to 5.
     *
     * @param from its numbers, from at on
     */
    public void readFormat5(double[] from, int at, double[] s, int o, float[] f, int p) {
        for (int h = 0; h < horizons.length; h++) {
            int old = at + h * each;
            int next = p + h * each;
            f[next + REMAINING] = (float) from[old + REMAINING];
            s[o + h] = from[old + ISSUED + middle];
            for (int q = 0; q < levels.length; q++) {
                f[next + ISSUED + q] = (float) (from[old + ISSUED + q] - s[o + h]);
                int correction = ISSUED + levels.length + q;
                f[next + correction] = (float) from[old + correction];
            }
        }
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(float[] f, int p) {
        for (int h = 0; h < horizons.length; h++) {
            int at = p + h * each;
            int corrections = at + ISSUED + levels.length;
            StateCheck.whole("events until a forecast is judged", f[at], REST, horizons[h]);
            StateCheck.bounded(
                    "quantile's correction", f, corrections, corrections + levels.length, LIMIT);
        }
    }

    /**
     * Takes the next value and judges the forecasts that waited for it. With NaN, these forecasts
     * end without being judged.
     */
    public void observe(double[] s, int o, float[] f, int p, double value) {
        for (int h = 0; h < horizons.length; h++) {
            int at = p + h * each;
            if (f[at + REMAINING] < 0) {
                f[at + REMAINING] = 0;
            } else if (f[at + REMAINING] > 0) {
                f[at + REMAINING]--;
                if (f[at + REMAINING] == 0) {
                    if (!Double.isNaN(value)) {
                        learn(f, at, value - s[o + h], Math.min(LONGEST_STEP, horizons[h]));
                    }
                    f[at + REMAINING] = horizons[h] == 1 ? 0 : REST;
                }
            }
        }
    }

    /** Learns how far a value was from the quantile in the middle. */
    private void learn(float[] f, int at, double distance, double steps) {
        for (int q = 0; q < levels.length; q++) {
            double above = distance > f[at + ISSUED + q] ? levels[q] : levels[q] - 1;
            int correction = at + ISSUED + levels.length + q;
            double moved = f[correction] + steps * stepScale[q] * above;
            f[correction] = (float) Math.max(-LIMIT, Math.min(LIMIT, moved));
        }
    }

    /** Whether the caller may offer a forecast for a horizon, because none is pending. */
    public boolean wants(float[] f, int p, int horizon) {
        return f[p + horizon * each + REMAINING] == 0;
    }

    /**
     * Stores a forecast made after the newest value.
     *
     * @param horizon index of the horizon
     * @param quantiles [Q], as issued, in the value's unit
     */
    public void offer(double[] s, int o, float[] f, int p, int horizon, double[] quantiles) {
        int at = p + horizon * each;
        f[at + REMAINING] = horizons[horizon];
        s[o + horizon] = quantiles[middle];
        for (int q = 0; q < levels.length; q++) {
            f[at + ISSUED + q] = (float) (quantiles[q] - quantiles[middle]);
        }
    }

    /** The correction of a horizon's level, in units of its recent error. */
    public double correction(float[] f, int p, int horizon, int level) {
        return f[p + horizon * each + ISSUED + levels.length + level];
    }
}
