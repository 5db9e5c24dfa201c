package io.undercurrent.training.forecast;

import io.undercurrent.scorer.ScorerOptions;
import java.util.List;
import java.util.Locale;

/**
 * The quantile levels that every method forecasts: the scorer's defaults, so that it runs
 * unchanged.
 */
public final class Levels {
    private static final List<Double> LEVELS = ScorerOptions.DEFAULT_QUANTILES;

    private Levels() {}

    /**
     * Number of levels.
     *
     * @return their number
     */
    public static int count() {
        return LEVELS.size();
    }

    /**
     * A level.
     *
     * @param index 0 to {@link #count} - 1
     * @return the level, in (0, 1), rising with the index
     */
    public static double level(int index) {
        return LEVELS.get(index);
    }

    /**
     * The index of a level.
     *
     * @param level one of the levels
     * @return its index
     * @throws IllegalArgumentException if it is not one of them
     */
    public static int index(double level) {
        int at = LEVELS.indexOf(level);
        if (at < 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "level %s: forecast are %s", level, LEVELS));
        }
        return at;
    }
}
