package io.undercurrent.scorer;

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
        median = new double[options.channels()][options.horizon()];
        quantiles = new double[options.channels()][options.horizon() * options.quantiles().size()];
    }
}
