package io.undercurrent.training.forecast;

import io.undercurrent.scorer.ScorerOptions;
import java.util.List;
import java.util.Locale;

/**
 * The quantile levels that every method forecasts: the scorer's defaults, so that it runs as is.
 */
public final class Levels {
    private static final List<Double> LEVELS = ScorerOptions.DEFAULT_QUANTILES;

    private Levels() {}

    /**
     * How many there are.
     *
     * @return the number of levels
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
     * Where a level stands.
     *
     * @param level one of the levels
     * @return its index
     * @throws IllegalArgumentException where no method forecasts it
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
