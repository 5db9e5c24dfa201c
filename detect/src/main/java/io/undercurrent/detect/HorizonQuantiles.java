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
 * errors, and no other forecasts need to be stored. It takes {@code H (1 + 2 Q)} doubles of state
 * for H horizons and Q levels.
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
        each = ISSUED + 2 * levels.length;
        stepScale = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            // Outer levels take larger steps, because the gradient there is small.
            stepScale[i] = STEP / (4 * levels[i] * (1 - levels[i]));
        }
    }

    /** Doubles of state. */
    public int size() {
        return horizons.length * each;
    }

    /** Starts with all corrections at 0 and no pending forecast. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0);
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        for (int h = 0; h < horizons.length; h++) {
            int at = o + h * each;
            int corrections = at + ISSUED + levels.length;
            StateCheck.whole("events until a forecast is judged", s[at], REST, horizons[h]);
            StateCheck.bounded(
                    "quantile's correction", s, corrections, corrections + levels.length, LIMIT);
        }
    }

    /**
     * Takes the next value and judges the forecasts that waited for it. With NaN, these forecasts
     * end without being judged.
     */
    public void observe(double[] s, int o, double value) {
        for (int h = 0; h < horizons.length; h++) {
            int at = o + h * each;
            if (s[at + REMAINING] < 0) {
                s[at + REMAINING] = 0;
            } else if (s[at + REMAINING] > 0) {
                s[at + REMAINING]--;
                if (s[at + REMAINING] == 0) {
                    if (!Double.isNaN(value)) {
                        learn(s, at, value, Math.min(LONGEST_STEP, horizons[h]));
                    }
                    s[at + REMAINING] = horizons[h] == 1 ? 0 : REST;
                }
            }
        }
    }

    private void learn(double[] s, int at, double value, double steps) {
        for (int q = 0; q < levels.length; q++) {
            double above = value > s[at + ISSUED + q] ? levels[q] : levels[q] - 1;
            int correction = at + ISSUED + levels.length + q;
            double moved = s[correction] + steps * stepScale[q] * above;
            s[correction] = Math.max(-LIMIT, Math.min(LIMIT, moved));
        }
    }

    /** Whether the caller may offer a forecast for a horizon, because none is pending. */
    public boolean wants(double[] s, int o, int horizon) {
        return s[o + horizon * each + REMAINING] == 0;
    }

    /**
     * Stores a forecast made after the newest value.
     *
     * @param horizon index of the horizon
     * @param quantiles [Q], as issued, in the value's unit
     */
    public void offer(double[] s, int o, int horizon, double[] quantiles) {
        int at = o + horizon * each;
        s[at + REMAINING] = horizons[horizon];
        System.arraycopy(quantiles, 0, s, at + ISSUED, levels.length);
    }

    /** The correction of a horizon's level, in units of its recent error. */
    public double correction(double[] s, int o, int horizon, int level) {
        return s[o + horizon * each + ISSUED + levels.length + level];
    }
}
