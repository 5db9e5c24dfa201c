package io.undercurrent.job.runtime;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.sink.LostTransactionException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.StreamChangedException;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import io.undercurrent.stream.scoring.ModelMismatchException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.util.ExceptionUtils;

/**
 * Finds the checkpoint that a job resumes from and compares it with the declaration and the
 * brokers.
 */
public final class Resume {
    private Resume() {}

    /**
     * Finds the newest complete checkpoint, or the one that the user named; in that case newer ones
     * are set aside.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param request the user's options
     * @param say receives messages about what was found and set aside
     * @return the checkpoint to resume from; empty for a start without state
     * @throws SpecException if it does not fit the declaration, or the next records were deleted
     * @throws Exception if the checkpoint cannot be read
     */
    public static Optional<CheckpointFolder.Found> find(
            StreamSpec spec, ResumeRequest request, Consumer<String> say) throws Exception {
        Optional<String> from = request.from();
        String folder = spec.checkpoint().folder();
        Optional<CheckpointFolder.Found> resume =
                from.isPresent()
                        ? Optional.of(CheckpointFolder.at(from.get()))
                        : CheckpointFolder.newest(folder);
        if (resume.isPresent()) {
            checkMaxParallelism(spec, resume.get());
            if (from.isPresent()) {
                for (String newer : CheckpointFolder.setAside(folder, resume.get().id())) {
                    say.accept("set aside " + newer + ", which is newer than " + from.get());
                }
            }
            SavedJob saved = SavedJob.open(resume.get().path());
            StartOffsets next = checkTopic(spec, saved, request.acceptGap(), say);
            UnreadRecords.check(spec, next, request.acceptGap());
        }
        say.accept(
                resume.map(found -> "resuming from " + found.path())
                        .orElse("starting without state"));
        return resume;
    }

    /**
     * The owner of the checkpoint that a job resumes from.
     *
     * @param request the user's options
     * @return {@code NO_CLAIM} for a named checkpoint, which stays the user's; else {@code CLAIM}:
     *     the job owns the newest one and deletes it when newer ones are complete
     */
    public static RecoveryClaimMode claim(ResumeRequest request) {
        return request.from().isEmpty() ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM;
    }

    /**
     * Reduces a failure that the user can repair to its message; returns any other failure
     * unchanged.
     *
     * @param failure the failure that ended a job
     * @return the exception to throw
     */
    public static Exception refusal(Exception failure) {
        return ExceptionUtils.findThrowable(failure, ModelMismatchException.class)
                .map(mismatch -> "model: " + mismatch.getMessage())
                .or(() -> message(failure, LostTransactionException.class))
                .or(() -> message(failure, DamagedCheckpointException.class))
                .or(() -> message(failure, StreamChangedException.class))
                .<Exception>map(message -> new SpecException(List.of(message)))
                .orElse(failure);
    }

    private static Optional<String> message(Exception failure, Class<? extends Throwable> type) {
        return ExceptionUtils.findThrowable(failure, type).map(Throwable::getMessage);
    }

    /**
     * Fails if the source topic was recreated under the same name. If gaps are accepted, it removes
     * the source's state from the checkpoint instead. Returns the offsets at which the source
     * resumes.
     */
    private static StartOffsets checkTopic(
            StreamSpec spec, SavedJob saved, boolean acceptGap, Consumer<String> say)
            throws Exception {
        Optional<SourceTopic> known = saved.source();
        Optional<String> difference =
                known.isEmpty()
                        ? Optional.empty()
                        : AdminQueries.ask(
                                        spec,
                                        admin -> SourceTopic.ask(admin, spec.source().topic()))
                                .filter(found -> found.topic().equals(known.get().topic()))
                                .flatMap(
                                        found ->
                                                found.difference(
                                                        known.get(),
                                                        "the state " + saved.path(),
                                                        SourceTopic.ADVICE));
        if (difference.isEmpty()) {
            return saved.nextOffsets();
        }
        if (!acceptGap) {
            throw new SpecException(List.of(difference.get()));
        }
        say.accept(
                "source.topic = "
                        + spec.source().topic()
                        + ": another topic of this name than the state's; the key states are kept, the topic is read as source.start says");
        saved.forgetSource();
        return StartOffsets.NONE;
    }

    /**
     * Fails if {@code job.max-parallelism} differs from the number of key groups of a state.
     *
     * @param spec the stream's declaration
     * @param resume the state
     * @throws SpecException if the numbers differ
     */
    public static void checkMaxParallelism(StreamSpec spec, CheckpointFolder.Found resume) {
        int declared = spec.job().maxParallelism();
        if (resume.maxParallelism() != declared) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "job.max-parallelism = %d: the checkpoint %s has %d, and it is fixed for a job's life; set it back, or discard the state with --fresh",
                                    declared,
                                    resume.path(),
                                    resume.maxParallelism())));
        }
    }
}
