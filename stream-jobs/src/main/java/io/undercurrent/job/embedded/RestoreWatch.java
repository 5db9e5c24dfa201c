package io.undercurrent.job.embedded;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
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
 * Ends a job that cannot restore its state. Flink takes a damaged checkpoint for one failure among
 * others and restarts the job from it for ever; after some attempts in a row this watch says so
 * instead. It asks the cluster twice a second.
 */
final class RestoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreWatch.class);
    private static final long PERIOD_MILLIS = 500;

    /** Failures in a row to build a state backend: more than one, since a storage may hiccup. */
    private static final int BUILDS = 3;

    private static final String BUILDING = "BackendBuildingException";

    /** Checksums that do not agree, in all: the first might have been of the local copy alone. */
    private static final int MISMATCHES = 2;

    /** What the checksums of RocksDB and of a slab say, however wrapped. */
    private static final List<String> MISMATCH = List.of("Corruption: ", "the state is damaged");

    private final MiniCluster cluster;
    private final JobID job;
    private final String folder;
    private final CompletableFuture<JobResult> result;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "undercurrent-restore-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    RestoreWatch(
            MiniCluster cluster, JobID job, String folder, CompletableFuture<JobResult> result) {
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
            judge(cluster.getExecutionGraphInfo(job).get());
        } catch (ExecutionException | RuntimeException e) {
            LOG.debug("the job's failures cannot be looked at now", e); // it starts, or it ends
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
        Throwable last = null;
        for (RootExceptionHistoryEntry failure : info.getExceptionHistory()) {
            Throwable cause =
                    failure.getException().deserializeError(RestoreWatch.class.getClassLoader());
            String text = ExceptionUtils.stringifyException(cause);
            boolean mismatch = MISMATCH.stream().anyMatch(text::contains);
            boolean building = text.contains(BUILDING) && failure.getTimestamp() > since;
            mismatches += mismatch ? 1 : 0;
            builds += building ? 1 : 0;
            last = mismatch || building ? cause : last;
        }
        if (builds >= BUILDS || mismatches >= MISMATCHES) {
            RestoredCheckpointStats restored = stats.getLatestRestoredCheckpoint();
            end(
                    new CheckpointFolder.Found(
                            restored.getExternalPath(), restored.getCheckpointId(), 0),
                    Math.max(builds, mismatches),
                    last);
        }
    }

    private void end(CheckpointFolder.Found checkpoint, int attempts, Throwable cause) {
        String damage =
                "its state could not be read in %d attempts: %s"
                        .formatted(attempts, innermost(cause));
        result.completeExceptionally(
                new DamagedCheckpointException(checkpoint, damage, folder, cause));
        var unused = cluster.cancelJob(job);
        timer.shutdown();
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
