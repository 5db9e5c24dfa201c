package io.undercurrent.spec;

import java.util.List;

/**
 * How {@code train} trains: the section {@code train} of a file, validated. Meanings, defaults and
 * allowed values stand in {@code docs/reference/options.md}.
 *
 * @param task what is learned
 * @param start a model's URI, or {@link #SCRATCH}
 * @param tokens to train on; null for what the history allows
 * @param learningRate the largest; null for what suits the start
 * @param seed of weights and draws
 * @param engine the name of an engine
 * @param threads at least 1; null for as many as there are processors
 * @param validationShare of each series, above 0
 * @param testShare of each series, above 0
 * @param seasons declared lengths in events, rising; empty where none is declared
 * @param channels whether value fields are read together
 * @param patience looks without a smaller validation loss
 */
public record TrainSpec(
        Task task,
        String start,
        Integer tokens,
        Double learningRate,
        int seed,
        String engine,
        Integer threads,
        double validationShare,
        double testShare,
        List<Integer> seasons,
        Channels channels,
        int patience) {
    /** What is learned. */
    public enum Task {
        /** Quantiles of numbers to come. */
        FORECAST,
        /** Which discrete event comes next. */
        NEXT_EVENT
    }

    /** How an event's value fields are read. */
    public enum Channels {
        /** Each by itself. */
        ALONE,
        /** All together. */
        TOGETHER
    }

    /** The start that asks for random weights. */
    public static final String SCRATCH = "scratch";

    static TrainSpec of(Settings settings) {
        List<Integer> seasons = settings.get(Options.TRAIN_SEASONS);
        return new TrainSpec(
                settings.get(Options.TRAIN_TASK),
                settings.get(Options.TRAIN_START),
                settings.get(Options.TRAIN_TOKENS),
                settings.get(Options.TRAIN_LEARNING_RATE),
                settings.get(Options.TRAIN_SEED),
                settings.get(Options.TRAIN_ENGINE),
                settings.get(Options.TRAIN_THREADS),
                settings.get(Options.TRAIN_VALIDATION_SHARE),
                settings.get(Options.TRAIN_TEST_SHARE),
                seasons == null ? List.of() : seasons,
                settings.get(Options.TRAIN_CHANNELS),
                settings.get(Options.TRAIN_PATIENCE));
    }
}
