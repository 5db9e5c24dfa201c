package io.undercurrent.scorer.inputs;

import java.util.List;
import java.util.function.Function;

/**
 * A token of a stream of discrete events, for a model that forecasts the next event.
 *
 * @param symbols the codes that the model has symbols for, strictly rising, at least one
 */
public record EventOptions(List<Double> symbols) implements TokenOptions {
    /** Events are kept as symbols, not in a ring; a model's folder states a size nevertheless. */
    private static final int RING = 128;

    /** Checks the codes. */
    public EventOptions {
        symbols = List.copyOf(symbols);
        double before = Double.NEGATIVE_INFINITY;
        for (double symbol : symbols) {
            TokenOptions.check(
                    symbol > before && symbol < Double.POSITIVE_INFINITY,
                    "symbols",
                    symbols,
                    "rising finite codes");
            before = symbol;
        }
        TokenOptions.check(!symbols.isEmpty(), "symbols", symbols, "one code or more");
    }

    @Override
    public List<Integer> horizons() {
        return List.of(1);
    }

    @Override
    public int seasons() {
        return 1;
    }

    @Override
    public int ring() {
        return RING;
    }

    @Override
    public int past() {
        return 0;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int covariates() {
        return 0;
    }

    @Override
    public boolean reads(int streamChannels, int streamCovariates) {
        return streamChannels == 1 && streamCovariates == 0;
    }

    @Override
    public <R> R match(
            Function<? super InputOptions, ? extends R> numbers,
            Function<? super EventOptions, ? extends R> events) {
        return events.apply(this);
    }
}
