package io.undercurrent.training.evaluate;

import io.undercurrent.training.forecast.Levels;

/**
 * Sums over the forecasts of one method and horizon, and the measures computed from them.
 *
 * <p>Pinball loss {@code rho_a(y, q) = (a - 1[y < q])(y - q)}; WQL {@code = 2 sum_a sum_t rho_a /
 * (9 sum_t |y_t|)} over a = .1 ... .9; coverage is the share of values within [q.1, q.9] and
 * [q.025, q.975], bounds included.
 */
public final class Score {
    private static final int DECILES = 9;
    private static final int FIRST = Levels.index(0.1);
    private static final int LAST = Levels.index(0.9);
    private static final int MEDIAN = Levels.index(0.5);
    private static final int LOWEST = Levels.index(0.025);
    private static final int HIGHEST = Levels.index(0.975);

    private final long[] notAbove = new long[Levels.count()];
    private long count;
    private double absoluteError;
    private double absoluteValue;
    private double pinball;
    private long within80;
    private long within95;

    /**
     * Adds a value and the quantiles that were forecast for it, at all levels, rising.
     *
     * @return its pinball loss
     */
    double add(double y, double[] q) {
        count++;
        absoluteError += Math.abs(y - q[MEDIAN]);
        absoluteValue += Math.abs(y);
        double loss = 0;
        for (int k = FIRST; k <= LAST; k++) {
            double a = Levels.level(k);
            loss += (y < q[k] ? a - 1 : a) * (y - q[k]);
        }
        pinball += loss;
        within80 += y >= q[FIRST] && y <= q[LAST] ? 1 : 0;
        within95 += y >= q[LOWEST] && y <= q[HIGHEST] ? 1 : 0;
        for (int k = 0; k < notAbove.length; k++) {
            notAbove[k] += y <= q[k] ? 1 : 0;
        }
        return loss;
    }

    /** Adds the sums of another score. */
    void add(Score other) {
        count += other.count;
        absoluteError += other.absoluteError;
        absoluteValue += other.absoluteValue;
        pinball += other.pinball;
        within80 += other.within80;
        within95 += other.within95;
        for (int k = 0; k < notAbove.length; k++) {
            notAbove[k] += other.notAbove[k];
        }
    }

    /**
     * Number of compared values.
     *
     * @return forecasts whose target was not missing
     */
    public long count() {
        return count;
    }

    /**
     * Mean error of the median.
     *
     * @return mean |y - q.5|, NaN without forecasts
     */
    public double meanAbsoluteError() {
        return absoluteError / count;
    }

    /**
     * Weighted quantile loss.
     *
     * @return WQL; NaN if there are no values or all are 0
     */
    public double wql() {
        return absoluteValue == 0 ? Double.NaN : 2 * pinball / (DECILES * absoluteValue);
    }

    /**
     * Coverage of the 80% band.
     *
     * @return share within, NaN without forecasts
     */
    public double coverage80() {
        return (double) within80 / count;
    }

    /**
     * Coverage of the 95% band.
     *
     * @return share within, NaN without forecasts
     */
    public double coverage95() {
        return (double) within95 / count;
    }

    /**
     * Share of values not above a quantile, for calibration plots.
     *
     * @param level index of {@link Levels}
     * @return the share, NaN without forecasts
     */
    public double notAbove(int level) {
        return (double) notAbove[level] / count;
    }
}
