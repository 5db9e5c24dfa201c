package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Linear;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.EventOptions;

/** A network that gives each symbol a probability to be the next discrete event. */
public final class EventNetwork extends TrainedNetwork {
    private final EventOptions tokens;
    private final Linear symbols;

    /**
     * Creates a network of discrete events.
     *
     * @param parameters as {@link NetworkShapes#of} lists them; do not change them afterwards
     * @param tokens the codes that it knows
     * @throws IllegalArgumentException if they do not fit one another
     */
    public EventNetwork(NetworkConfig config, EventOptions tokens, Parameters<float[]> parameters) {
        super(
                config,
                tokens,
                parameters,
                checked ->
                        new EventEmbedding(
                                checked.get(NetworkShapes.weight(NetworkShapes.EMBED)),
                                checked.get(NetworkShapes.bias(NetworkShapes.EMBED)),
                                new EventInputs(tokens).symbols()),
                " symbols=" + tokens.symbols());
        this.tokens = tokens;
        symbols = linear(parameters(), NetworkShapes.SYMBOLS);
    }

    @Override
    public EventOptions tokens() {
        return tokens;
    }

    /**
     * Computes scores of all symbols from the trunk's output: [d_model] to [symbols]; arrays of one
     * row.
     */
    public void symbols(float[][] features, float[][] out) {
        symbols.apply(1, features, out);
    }
}
