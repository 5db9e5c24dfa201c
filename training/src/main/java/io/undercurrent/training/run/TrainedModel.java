package io.undercurrent.training.run;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The result of a training.
 *
 * @param folder contains the model and its card
 * @param state the last state, with the loss curves and the best weights, which are the model's
 * @param report how good the model is on the part of the history that was held back
 */
public record TrainedModel(Path folder, TrainingState state, HeldBackReport report) {
    /**
     * Reads the model from its folder.
     *
     * @throws IOException if its files cannot be read
     */
    public SequenceModel load() throws IOException {
        return Models.load(folder.toString());
    }
}
