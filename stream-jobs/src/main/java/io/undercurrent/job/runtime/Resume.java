package io.undercurrent.job.runtime;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.SourceTopicException;
import io.undercurrent.job.sink.LostTransactionException;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerQuestions;
import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import io.undercurrent.stream.scoring.ModelMismatchException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.util.ExceptionUtils;

/** What a job goes on from, found and compared with the declaration and the brokers. */
public final class Resume {
    private Resume() {}

    /**
     * The newest complete checkpoint, or the one that was named; newer ones are set aside then.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param request what the user asked for
     * @param say is told of what was found and of what was set aside
     * @return what to go on from, or nothing
     * @throws SpecException where it does not fit the declaration, or records are gone
     * @throws Exception where it cannot be read
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
        say.accept(resume.map(found -> "resuming from " + found.path()).orElse("starting anew"));
        return resume;
    }

    /**
     * Who owns the checkpoint that a job starts from.
     *
     * @param request what the user asked for
     * @return a named checkpoint stays the user's; the newest becomes the job's, which deletes it
     *     once newer ones are complete
     */
    public static RecoveryClaimMode claim(ResumeRequest request) {
        return request.from().isEmpty() ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM;
    }

    /**
     * What the user can mend, by its message alone; anything else as it is.
     *
     * @param failure what a job ended of
     * @return what to throw
     */
    public static Exception refusal(Exception failure) {
        return ExceptionUtils.findThrowable(failure, ModelMismatchException.class)
                .map(mismatch -> "model: " + mismatch.getMessage())
                .or(() -> message(failure, LostTransactionException.class))
                .or(() -> message(failure, DamagedCheckpointException.class))
                .or(() -> message(failure, SourceTopicException.class))
                .<Exception>map(message -> new SpecException(List.of(message)))
                .orElse(failure);
    }

    private static Optional<String> message(Exception failure, Class<? extends Throwable> type) {
        return ExceptionUtils.findThrowable(failure, type).map(Throwable::getMessage);
    }

    /** Refuses another topic of the same name; or takes the state out of the one it was read of. */
    private static StartOffsets checkTopic(
            StreamSpec spec, SavedJob saved, boolean acceptGap, Consumer<String> say)
            throws Exception {
        Optional<SourceTopic> known = saved.source();
        Optional<String> difference =
                known.isEmpty()
                        ? Optional.empty()
                        : BrokerQuestions.ask(
                                        spec,
                                        admin -> SourceTopic.ask(admin, spec.source().topic()))
                                .filter(found -> found.topic().equals(known.get().topic()))
                                .flatMap(
                                        found ->
                                                found.difference(
                                                        known.get(),
                                                        "the state " + saved.path(),
                                                        SourceTopicException.INSTEAD));
        if (difference.isEmpty()) {
            return saved.nextOffsets();
        }
        if (!acceptGap) {
            throw new SpecException(List.of(difference.get()));
        }
        say.accept(
                "source.topic = "
                        + spec.source().topic()
                        + ": another topic of this name than the state's; the keys' memories go on, the topic is read as source.start says");
        saved.forgetSource();
        return StartOffsets.NONE;
    }

    /**
     * Refuses another number of key groups than a state has.
     *
     * @param spec the stream's declaration
     * @param resume the state
     * @throws SpecException where they differ
     */
    public static void checkMaxParallelism(StreamSpec spec, CheckpointFolder.Found resume) {
        int declared = spec.job().maxParallelism();
        if (resume.maxParallelism() != declared) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "job.max-parallelism = %d: the checkpoint %s has %d, and it is fixed for a job's life; set it back, or start anew with --fresh",
                                    declared,
                                    resume.path(),
                                    resume.maxParallelism())));
        }
    }
}
