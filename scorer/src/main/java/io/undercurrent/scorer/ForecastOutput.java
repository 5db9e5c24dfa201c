package io.undercurrent.scorer;

import java.util.Locale;

/**
 * The quantiles of a key's next events; the object is reused, so copy what must outlive the next
 * forecast.
 *
 * <p>They are in the value's units.
 */
public final class ForecastOutput {
    /** The median path, [channels][horizon]. */
    public final double[][] median;

    /** The quantiles, [channels][horizon * levels]: all levels of step 1, then of step 2, ... */
    public final double[][] quantiles;

    /**
     * Whether the model's numbers were not finite, so that {@link Scorer#forecast} returned false.
     */
    public boolean notFinite;

    /**
     * Allocates room for one forecast.
     *
     * @param options the scorer's options: channels, horizon, levels
     */
    public ForecastOutput(ScorerOptions options) {
        this(options, options.horizon());
    }

    /**
     * Allocates room for a forecast of another number of steps than the stream's.
     *
     * @param options the scorer's options: channels, levels
     * @param steps steps ahead, 1 to {@value ScorerOptions#MAX_HORIZON}
     * @throws IllegalArgumentException for another number of steps
     */
    public ForecastOutput(ScorerOptions options, int steps) {
        if (steps < 1 || steps > ScorerOptions.MAX_HORIZON) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%d steps: allowed are 1 to %d",
                            steps,
                            ScorerOptions.MAX_HORIZON));
        }
        median = new double[options.channels()][steps];
        quantiles = new double[options.channels()][steps * options.quantiles().size()];
    }
}
