package io.undercurrent.cli.submit;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.job.SavedJob;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.ModelMismatchException;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether a declared model can go on from the memories that a running job has, told by its newest
 * checkpoint. The job would refuse it too, but only once the former one has been stopped.
 */
final class StateModel {
    private static final int TRIES = 5;

    private StateModel() {}

    static void check(StreamSpec spec, String from, Consumer<String> say) throws Exception {
        Optional<String> memories = memories(spec.checkpoint().folder(), from);
        if (memories.isEmpty()) {
            return; // there is no checkpoint yet: the savepoint will be compared by the job
        }
        SequenceModel model = ModelFiles.load(spec.model());
        ScorerOptions options = StreamOptions.scorer(spec);
        Scorer scorer = new Scorer(model, options, 1);
        try {
            new ModelIdentity(model, scorer.layout(), options)
                    .check(memories.get(), "the checkpoint", "start anew with --fresh")
                    .ifPresent(say);
        } catch (ModelMismatchException e) {
            throw new SpecException(List.of("model: " + e.getMessage()));
        }
    }

    private static Optional<String> memories(String folder, String from) throws Exception {
        for (int i = 1; ; i++) {
            Optional<CheckpointFolder.Found> found =
                    from == null
                            ? CheckpointFolder.newest(folder)
                            : Optional.of(CheckpointFolder.at(from));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(SavedJob.open(found.get().path()).model());
            } catch (IOException | IllegalArgumentException e) {
                // The job goes on and deletes it once there are three newer ones.
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }
}
