package io.undercurrent.job.submit;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.runtime.Resume;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.ModelMismatchException;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Checks whether a declared model can use the key states of a running job, by its newest
 * checkpoint. The new job would fail too, but only after the running one has been stopped.
 */
final class StateCompatibility {
    private static final int TRIES = 5;

    private StateCompatibility() {}

    /**
     * Compares the declaration with the running job's state.
     *
     * @param spec the declaration of the new job
     * @param from the checkpoint that the user named; empty for the job's newest
     * @param checkpoint triggers a checkpoint of the job and returns its number; called if no
     *     checkpoint is visible yet
     * @param console receives warnings
     * @throws SpecException if the model cannot use the key states
     * @throws Exception if the state cannot be read
     */
    static void check(
            StreamSpec spec, Optional<String> from, Callable<Long> checkpoint, Console console)
            throws Exception {
        String identity = identity(spec, from, checkpoint);
        SequenceModel model = ModelFiles.load(spec.model());
        ScorerOptions options = StreamOptions.scorer(spec);
        Scorer scorer = new Scorer(model, options, 1);
        try {
            new ModelIdentity(model, scorer.layout(), options)
                    .check(identity, "the checkpoint", "discard the state with --fresh")
                    .ifPresent(console::say);
        } catch (ModelMismatchException e) {
            throw new SpecException(List.of("model: " + e.getMessage()));
        }
    }

    private static String identity(
            StreamSpec spec, Optional<String> from, Callable<Long> checkpoint) throws Exception {
        String folder = spec.checkpoint().folder();
        for (int i = 1; ; i++) {
            Optional<CheckpointFolder.Found> found =
                    from.isEmpty()
                            ? CheckpointFolder.newest(folder)
                            : Optional.of(CheckpointFolder.at(from.get()));
            if (found.isPresent()) {
                Resume.checkMaxParallelism(spec, found.get());
                try {
                    return SavedJob.open(found.get().path()).model();
                } catch (IOException | IllegalArgumentException e) {
                    // The running job deletes the checkpoint when there are three newer ones.
                    if (i == TRIES) {
                        throw e;
                    }
                }
            } else {
                long taken = checkpoint.call();
                if (i == TRIES) {
                    throw new SpecException(
                            List.of(
                                    String.format(
                                            Locale.ROOT,
                                            "checkpoint.folder = %s: the job took checkpoint %d, but there is none in this folder as seen from here; name the folder of the job that runs, one that the cluster and this program both see, such as a shared volume or object storage",
                                            folder,
                                            taken)));
                }
            }
        }
    }
}
