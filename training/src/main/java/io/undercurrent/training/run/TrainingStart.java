package io.undercurrent.training.run;

import io.undercurrent.scorer.Models;
import io.undercurrent.training.history.History;
import java.io.IOException;

/**
 * The options and initial weights of a training, checked and loaded before the history is read, so
 * that a misspelt model does not cost the time of reading.
 */
public final class TrainingStart {
    private final TrainingOptions options;

    /** Null for discrete events, whose network depends on the history's codes. */
    private final StartWeights loaded;

    private TrainingStart(TrainingOptions options, StartWeights loaded) {
        this.options = options;
        this.loaded = loaded;
    }

    /**
     * Checks the options and loads the model that they name.
     *
     * @throws IllegalArgumentException if there is no such model, it cannot be trained further, or
     *     options exclude each other; the message names the option as {@code stream.yaml} writes it
     * @throws IOException if the model's files cannot be read
     */
    public static TrainingStart load(TrainingOptions options) throws IOException {
        if (options.task() == TrainingOptions.Task.NEXT_EVENT) {
            checkNextEvent(options);
            return new TrainingStart(options, null);
        }
        return new TrainingStart(options, StartWeights.load(options));
    }

    /** The options of the training. */
    public TrainingOptions options() {
        return options;
    }

    /** The initial weights for the fields or codes of a history. */
    StartWeights weights(History history) {
        return loaded == null
                ? StartWeights.ofEvents(history, options)
                : loaded.reading(history, options);
    }

    private static void checkNextEvent(TrainingOptions options) {
        boolean scratch = options.start().equals(TrainingOptions.SCRATCH);
        if (!scratch && !options.start().equals(Models.UNIVERSAL)) {
            throw new IllegalArgumentException(
                    "train.start = "
                            + options.start()
                            + ": a model of discrete events has its own alphabet and starts from scratch; leave train.start out");
        }
        if (options.together() || !options.seasons().isEmpty()) {
            throw new IllegalArgumentException(
                    "train.channels = together, train.seasons: not used with train.task = next-event; leave them out");
        }
    }
}
