package io.undercurrent.training.forecast;

import io.undercurrent.scorer.SequenceModel;
import java.util.function.Function;

/**
 * A way to forecast, with its name in tables; it creates a new forecaster for each series.
 *
 * @param name short and without blanks
 * @param forecaster creates the forecaster of a series
 */
public record Method(String name, Function<Setup, Forecaster> forecaster) {
    /** Name of the real scorer in tables. */
    public static final String SCORER = "scorer";

    /** The scorer with model states of 16 bits. */
    public static final String HALF = "scorer-fp16";

    /** The scorer without declared seasons, so that each series finds its own. */
    public static final String FOUND = "scorer-found";

    /**
     * The real scorer with a model.
     *
     * @param model shared by all series
     * @return the method
     */
    public static Method scorer(SequenceModel model) {
        return new Method(SCORER, setup -> new ScorerForecaster(model, setup, true, false));
    }

    /**
     * The real scorer with a model, under another name.
     *
     * @param name short and without blanks
     * @param declared whether it gets the declared seasons; otherwise each series finds its own
     * @return the method
     */
    public static Method scorer(String name, SequenceModel model, boolean declared) {
        return new Method(name, setup -> new ScorerForecaster(model, setup, declared, false));
    }

    /**
     * The scorer with declared seasons and model states in 16 bits.
     *
     * @param model its model
     * @return the method {@link #HALF}
     */
    public static Method halfStates(SequenceModel model) {
        return new Method(HALF, setup -> new ScorerForecaster(model, setup, true, true));
    }
}
