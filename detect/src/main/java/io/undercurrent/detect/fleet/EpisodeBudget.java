package io.undercurrent.detect.fleet;

import java.io.Serializable;
import java.util.Locale;

/**
 * How many false episodes all keys together may raise in a period of event time.
 *
 * @param episodes most of them in one period, 1 to 1,000,000
 * @param periodMicros the period, above 0, microseconds
 */
public record EpisodeBudget(int episodes, long periodMicros) implements Serializable {
    /** Share of the periods that the budget is kept in. */
    public static final double KEPT = 0.95;

    private static final int MOST_EPISODES = 1_000_000;
    private static final int HALVINGS = 60;

    /** Beyond this many the exact sum costs more than it is worth. */
    private static final int SUMMED = 1000;

    /** What a normal number is below of with the probability {@link #KEPT}. */
    private static final double KEPT_DEVIATIONS = 1.6448536269514722;

    /** Checks both values. */
    public EpisodeBudget {
        if (episodes < 1 || episodes > MOST_EPISODES || periodMicros < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a budget of %d episodes in %d us: allowed are 1 to %d in 1 us and more",
                            episodes,
                            periodMicros,
                            MOST_EPISODES));
        }
    }

    /**
     * The mean number of false episodes in a period with which at most {@link #episodes} come in
     * {@value #KEPT} of the periods, if they come independently of each other (Poisson). It is
     * smaller than the budget: 2.61 for 5.
     *
     * @return the mean, above 0
     */
    public double mean() {
        return episodes > SUMMED ? approximateMean() : summedMean();
    }

    /** The quantile of a gamma distribution by Wilson and Hilferty (1931). */
    private double approximateMean() {
        double shape = episodes + 1.0;
        double root = 1 - 1 / (9 * shape) - KEPT_DEVIATIONS / (3 * StrictMath.sqrt(shape));
        return shape * root * root * root;
    }

    private double summedMean() {
        double least = 0;
        double most = episodes + 1.0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (least + most) / 2;
            if (atMost(middle) >= KEPT) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return least;
    }

    /** How often at most {@link #episodes} come. */
    private double atMost(double mean) {
        double logMean = StrictMath.log(mean);
        double logTerm = -mean;
        double sum = StrictMath.exp(logTerm);
        for (int i = 1; i <= episodes; i++) {
            logTerm += logMean - StrictMath.log(i);
            sum += StrictMath.exp(logTerm);
        }
        return sum;
    }
}
