package io.undercurrent.job.embedded;

import io.undercurrent.job.Counts;
import io.undercurrent.job.HistoryRange;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.job.portable.StateImport;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.CheckedStates;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Creates a savepoint for a job that has not run yet, from the source topic's history or from
 * imported key states. The savepoint is in the checkpoint folder, where {@code run} finds it.
 */
public final class SavepointBuilder {
    private static final long LOOK_MILLIS = 200;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final StreamSpec spec;
    private final Consumer<Map<String, Long>> progress;

    /**
     * Creates a maker for one stream.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param progress receives the {@link Counts} several times a second
     */
    public SavepointBuilder(StreamSpec spec, Consumer<Map<String, Long>> progress) {
        this.spec = spec;
        this.progress = progress;
    }

    /**
     * The created savepoint.
     *
     * @param savepoint its path
     * @param counts the final values, by the names in {@link Counts}
     */
    public record Made(String savepoint, Map<String, Long> counts) {}

    /**
     * Builds every key's state from the history. It stops at the source's current offsets, which
     * are at or after the end of the range.
     *
     * @param schemas the source's schemas
     * @param range the history, with at least one record
     * @return the savepoint; the source's state in it contains the offsets at which the job resumes
     * @throws Exception if the job fails
     */
    public Made bootstrap(SourceSchemas schemas, HistoryRange range) throws Exception {
        return make(
                env -> UndercurrentJob.buildBootstrap(env, spec, schemas),
                counts ->
                        range.last().entrySet().stream()
                                .allMatch(
                                        last ->
                                                counts.getOrDefault(
                                                                Counts.OFFSET + last.getKey(), -1L)
                                                        >= last.getValue()));
    }

    /**
     * Imports key states.
     *
     * @param state the checked file
     * @return the savepoint; the {@link StartOffsets} in it are those at which the job resumes
     * @throws Exception if the job fails
     */
    public Made take(CheckedStates state) throws Exception {
        Made made =
                make(
                        StateImport.wiring(state, spec),
                        counts -> counts.getOrDefault(Counts.KEYS, 0L) >= state.keys());
        SavedJob.open(made.savepoint()).keepKeyStatesOnly();
        return made;
    }

    private Made make(
            Consumer<StreamExecutionEnvironment> wiring, Predicate<Map<String, Long>> complete)
            throws Exception {
        try (EmbeddedJob job = EmbeddedJob.maker(spec, wiring)) {
            Map<String, Long> counts = job.counts();
            long moved = System.nanoTime();
            while (!complete.test(counts)) {
                failIfEnded(job.result());
                Map<String, Long> now = job.counts();
                moved = now.equals(counts) ? moved : System.nanoTime();
                if (System.nanoTime() - moved > PATIENCE_NANOS) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "nothing came for 3 minutes, after %s: were records deleted meanwhile? Check the brokers and begin again",
                                    new TreeMap<>(now)));
                }
                counts = now;
                progress.accept(counts);
            }
            String savepoint = StopWithSavepoint.stop(job);
            return new Made(savepoint, job.counts());
        }
    }

    private static void failIfEnded(CompletableFuture<JobResult> result) throws Exception {
        JobResult ended;
        try {
            ended = result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return; // still running
        }
        if (ended.getSerializedThrowable().isPresent()) {
            throw new ExecutionException(
                    "the job failed",
                    ended.getSerializedThrowable()
                            .get()
                            .deserializeError(SavepointBuilder.class.getClassLoader()));
        }
        throw new IllegalStateException("the job was ended from outside before it was done");
    }
}
