package io.undercurrent.detect;

import java.util.Arrays;

/**
 * Moves each horizon's quantiles until they cover what they declare on this very stream, whatever
 * the model that made them was trained on.
 *
 * <p>A correction in units of recent error for each horizon and level follows the pinball loss's
 * gradient (Koenker and Bassett 1978), as {@link QuantileTracker} does. One forecast of each
 * horizon waits for its value at a time, so horizon h learns once in h events, with a step up to
 * eight times as long: neighbouring forecasts far ahead err alike, so little is lost, and no
 * forecast but these is stored. {@code H (1 + 2 Q)} doubles of state.
 */
public final class HorizonQuantiles {
    private static final double STEP = 0.004;
    private static final int LONGEST_STEP = 8;

    /** Corrections end here: beyond, it is the model that is wrong. */
    private static final double LIMIT = 8;

    /**
     * An event of rest between two forecasts: otherwise a horizon of one day would be judged at the
     * same hour every day.
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
     * @param horizons steps ahead, at least 1
     * @param levels in (0, 1), rising
     */
    public HorizonQuantiles(int[] horizons, double[] levels) {
        this.horizons = horizons.clone();
        this.levels = levels.clone();
        each = ISSUED + 2 * levels.length;
        stepScale = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            // Outer levels take larger steps, since the gradient there is small.
            stepScale[i] = STEP / (4 * levels[i] * (1 - levels[i]));
        }
    }

    /** Doubles of state. */
    public int size() {
        return horizons.length * each;
    }

    /** Starts without corrections. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + size(), 0);
    }

    /** Takes the next value; forecasts that it was waited for are judged. NaN judges none. */
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

    /** Whether a horizon waits for no value, so that a forecast may be offered. */
    public boolean wants(double[] s, int o, int horizon) {
        return s[o + horizon * each + REMAINING] == 0;
    }

    /**
     * Offers a forecast made after the newest value.
     *
     * @param horizon index of the horizon
     * @param quantiles as issued, in the value's units, [Q]
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
