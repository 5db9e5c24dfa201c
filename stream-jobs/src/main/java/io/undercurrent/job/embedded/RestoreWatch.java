package io.undercurrent.job.embedded;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.NoProgressException;
import io.undercurrent.stream.brokers.LostRecords;
import io.undercurrent.stream.brokers.RestartAdvice;
import io.undercurrent.stream.brokers.StreamChangedException;
import io.undercurrent.stream.runtime.DaemonTimer;
import io.undercurrent.stream.scoring.RepeatedFailures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.RestoredCheckpointStats;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.runtime.scheduler.exceptionhistory.RootExceptionHistoryEntry;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a job that cannot restore its state, or that fails repeatedly without progress. Flink treats
 * a damaged checkpoint like any other failure and restarts the job from it forever; this watch ends
 * the job with an explanation after some attempts. It polls the cluster twice a second and logs why
 * the job restarts, once for each kind of cause. What it sees also tells the job's health.
 */
final class RestoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreWatch.class);
    private static final long PERIOD_MILLIS = 500;

    /**
     * Number of failures to build a state backend that ends the job: more than one, because storage
     * may fail briefly.
     */
    private static final int BUILDS = 3;

    private static final String BUILDING = "BackendBuildingException";

    /**
     * Total number of checksum mismatches that ends the job: the first may be damage to the local
     * copy only.
     */
    private static final int MISMATCHES = 2;

    /** Parts of the error messages for wrong checksums in RocksDB and in a slab. */
    private static final List<String> MISMATCH = List.of("Corruption: ", "the state is damaged");

    /** The largest number of kinds of causes that are logged; more would be noise. */
    private static final int MAX_TOLD = 20;

    private final MiniCluster cluster;
    private final JobID job;
    private final String folder;
    private final int attempts;
    private final JobHealth health;
    private final CompletableFuture<JobResult> result;
    private final Set<String> told = new HashSet<>();
    private long seen;
    private int inARow;
    private Throwable last;
    private final RepeatedFailures repeated = new RepeatedFailures();
    private final ScheduledExecutorService timer = DaemonTimer.named("undercurrent-restore-watch");

    RestoreWatch(
            MiniCluster cluster,
            JobID job,
            String folder,
            int attempts,
            JobHealth health,
            CompletableFuture<JobResult> result) {
        this.attempts = attempts;
        this.health = health;
        this.cluster = cluster;
        this.job = job;
        this.folder = folder;
        this.result = result;
        var unused =
                timer.scheduleWithFixedDelay(
                        this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (result.isDone()) {
            timer.shutdown();
            return;
        }
        try {
            ExecutionGraphInfo info = cluster.getExecutionGraphInfo(job).get();
            judge(info);
            count(info);
            health.see(info.getArchivedExecutionGraph());
        } catch (ExecutionException | RuntimeException e) {
            LOG.debug("the job's failures cannot be looked at now", e); // starting or ending
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(ExecutionGraphInfo info) {
        CheckpointStatsSnapshot stats =
                info.getArchivedExecutionGraph().getCheckpointStatsSnapshot();
        if (stats == null || stats.getLatestRestoredCheckpoint() == null) {
            return;
        }
        var completed = stats.getHistory().getLatestCompletedCheckpoint();
        long since = completed == null ? 0 : completed.getLatestAckTimestamp();
        int builds = 0;
        int mismatches = 0;
        Throwable worst = null;
        for (RootExceptionHistoryEntry failure : info.getExceptionHistory()) {
            Throwable cause =
                    failure.getException().deserializeError(RestoreWatch.class.getClassLoader());
            String text = ExceptionUtils.stringifyException(cause);
            boolean mismatch = MISMATCH.stream().anyMatch(text::contains);
            boolean building = text.contains(BUILDING) && failure.getTimestamp() > since;
            mismatches += mismatch ? 1 : 0;
            builds += building ? 1 : 0;
            worst = mismatch || building ? cause : worst;
        }
        if (builds >= BUILDS || mismatches >= MISMATCHES) {
            RestoredCheckpointStats restored = stats.getLatestRestoredCheckpoint();
            end(
                    new CheckpointFolder.Found(
                            restored.getExternalPath(), restored.getCheckpointId(), 0),
                    Math.max(builds, mismatches),
                    worst);
        }
    }

    /** Logs new failures, and ends the job after too many in a row. */
    private synchronized void count(ExecutionGraphInfo info) {
        CheckpointStatsSnapshot stats =
                info.getArchivedExecutionGraph().getCheckpointStatsSnapshot();
        var completed = stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
        long since = completed == null ? 0 : completed.getLatestAckTimestamp();
        List<RootExceptionHistoryEntry> failures = new ArrayList<>();
        info.getExceptionHistory().forEach(failures::add);
        failures.sort(Comparator.comparingLong(RootExceptionHistoryEntry::getTimestamp));
        for (RootExceptionHistoryEntry failure : failures) {
            if (failure.getTimestamp() <= seen) {
                continue;
            }
            inARow = since > seen ? 1 : inARow + 1;
            seen = failure.getTimestamp();
            last = failure.getException().deserializeError(RestoreWatch.class.getClassLoader());
            tell(RestartAdvice.cause(last));
            Throwable why = last;
            Optional<Throwable> end =
                    LostRecords.of(why)
                            .<Throwable>map(StreamChangedException::new)
                            .or(() -> repeated.add(why).map(at -> NoProgressException.at(at, why)));
            if (end.isPresent() && !result.isDone()) {
                result.completeExceptionally(end.get());
                var unused = cluster.cancelJob(job);
                timer.shutdown();
                return;
            }
        }
        if (inARow >= attempts && since <= seen && !result.isDone()) {
            result.completeExceptionally(new NoProgressException(inARow, last));
            var unused = cluster.cancelJob(job);
            timer.shutdown();
        }
    }

    /**
     * The level is one that is shown by default: a user whose run writes no results must see why.
     */
    private void tell(String cause) {
        if (told.size() < MAX_TOLD && told.add(RestartAdvice.kind(cause))) {
            LOG.error(
                    "the job failed and restarts from its last checkpoint, at most {} times in a row (job.restart-attempts): {}",
                    attempts,
                    cause);
        }
    }

    /**
     * The reason of the job's end, with the cause added if the operator that ended the job could
     * not know it.
     *
     * @param ended why the job ended
     * @return the same reason, or one with a cause
     */
    synchronized Throwable explained(Throwable ended) {
        return last != null
                        && ExceptionUtils.stringifyException(ended)
                                .contains(NoProgressException.class.getName())
                ? new NoProgressException(Math.max(inARow, attempts), last)
                : ended;
    }

    private void end(CheckpointFolder.Found checkpoint, int failures, Throwable cause) {
        String damage =
                String.format(
                        Locale.ROOT,
                        "its state could not be read in %d attempts: %s",
                        failures,
                        RestartAdvice.cause(cause));
        result.completeExceptionally(
                new DamagedCheckpointException(checkpoint, damage, folder, cause));
        var unused = cluster.cancelJob(job);
        timer.shutdown();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
