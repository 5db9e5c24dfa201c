package io.undercurrent.scorer.inputs;

/**
 * Measures how far a channel's level moved when its last values turned out to be a new level, and
 * moves the ring's earlier values to it. Shapes, trends and seasons of the past stay useful: a
 * counter that wraps keeps counting, a set point that moves keeps its noise.
 *
 * <p>The jump is measured between the last few values before the new level and its first few. If a
 * season is known, each value is taken relative to the one a season before; otherwise the trend
 * within both stretches is continued between them. Each new level costs one pass over the ring.
 */
final class LevelJump {
    /** Number of values on each side from which the jump is measured. */
    private static final int STRETCH = 8;

    /** With fewer values, no trend is measured. */
    private static final int LEAST_TREND = 3;

    /** Far above any value's magnitude, which ends at 1e100, and far below an overflow. */
    private static final double MOST = 1e150;

    private final CompactRing ring;
    private final double[] after = new double[STRETCH];
    private final double[] before = new double[STRETCH];

    LevelJump(CompactRing ring) {
        this.ring = ring;
    }

    /**
     * Moves all values before the new level to it.
     *
     * @param run number of values of the new level, missing ones not counted; at least 1
     * @param season in events, 0 if unknown
     * @return how far they moved; 0 if there was no value before
     */
    double apply(int run, int season) {
        int begin = -1;
        for (int ago = 0, left = run; ago < ring.capacity() && begin < 0; ago++) {
            if (!Double.isNaN(ring.ago(ago)) && --left == 0) {
                begin = ago;
            }
        }
        if (begin < 0) {
            return 0;
        }
        double jump = jump(begin, season);
        if (Double.isNaN(jump) && season > 0) {
            jump = jump(begin, 0);
        }
        // Also true for NaN: too few values are known on one of the sides.
        if (!(Math.abs(jump) <= MOST)) {
            return 0;
        }
        ring.shift(begin + 1, jump);
        return jump;
    }

    /** NaN if too few values are known on either side. */
    private double jump(int begin, int season) {
        int n = 0;
        for (int ago = begin; ago >= 0 && n < STRETCH; ago--) {
            n += add(ago, season, after, n);
        }
        int m = 0;
        for (int ago = begin + 1; ago < ring.capacity() && m < STRETCH; ago++) {
            m += add(ago, season, before, m);
        }
        double trend = 0;
        if (season == 0 && n >= LEAST_TREND && m >= LEAST_TREND) {
            double rise = (before[0] - before[m - 1]) / (m - 1);
            if (n == STRETCH) {
                rise = (rise + (after[n - 1] - after[0]) / (n - 1)) / 2;
            }
            trend = rise * (n + m) / 2;
        }
        return mean(after, n) - mean(before, m) - trend;
    }

    private int add(int ago, int season, double[] to, int at) {
        double value = ring.ago(ago);
        if (season > 0) {
            value -= ring.ago(ago + season);
        }
        if (Double.isNaN(value)) {
            return 0;
        }
        to[at] = value;
        return 1;
    }

    private static double mean(double[] values, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i];
        }
        return sum / n;
    }
}
