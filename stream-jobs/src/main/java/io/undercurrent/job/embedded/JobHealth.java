package io.undercurrent.job.embedded;

import io.undercurrent.stream.metrics.RunHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;

/**
 * Decides from what the JobManager reports whether the job makes progress: whether it runs, and
 * whether its checkpoints complete, because results are committed with them. Checkpoints complete
 * also while the source's reader waits, for a schema for instance, so it is also compared what
 * waits with what was scored. Thread-safe.
 */
final class JobHealth {
    /** The JobManager is asked twice a second. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String name;
    private final Duration patience;
    private final Supplier<List<String>> partitions;
    private final Supplier<SourceWork> work;
    private double events;

    /** Since when records wait and none was scored; null if none waits. */
    private Instant idleSince;

    private JobStatus status = JobStatus.INITIALIZING;
    private Instant asked;
    private Instant lastCommit;

    /** Since when all of the job's tasks run; null while one is started or restores its state. */
    private Instant runningSince;

    /**
     * Creates a judge.
     *
     * @param name the job's name
     * @param interval the time between checkpoints
     * @param partitions the partitions that the job's readers have now
     * @param work how far the source is now
     */
    JobHealth(
            String name,
            Duration interval,
            Supplier<List<String>> partitions,
            Supplier<SourceWork> work) {
        this.work = work;
        this.name = name;
        this.partitions = partitions;
        patience = RunHealth.patience(interval);
        asked = Instant.now();
    }

    void see(ArchivedExecutionGraph graph) {
        var stats = graph.getCheckpointStatsSnapshot();
        var completed = stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
        boolean runs = graph.getState() == JobStatus.RUNNING;
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            runs &= vertex.getAggregateState() == ExecutionState.RUNNING;
        }
        see(
                graph.getState(),
                runs,
                completed == null ? null : Instant.ofEpochMilli(completed.getLatestAckTimestamp()),
                Instant.now());
    }

    synchronized void see(JobStatus status, boolean runs, Instant commit, Instant now) {
        this.status = status;
        asked = now;
        lastCommit = commit == null ? lastCommit : commit;
        if (!runs) {
            runningSince = null;
        } else if (runningSince == null) {
            runningSince = now;
        }
        SourceWork source = work.get();
        boolean idle = runs && source.waits() && source.events() == events;
        events = source.events();
        if (!idle) {
            idleSince = null;
        } else if (idleSince == null) {
            idleSince = now;
        }
    }

    RunHealth now() {
        return now(Instant.now());
    }

    synchronized RunHealth now(Instant now) {
        List<String> worked = partitions.get();
        return new RunHealth(
                status.name(), name, Map.of(), worked, lastCommit, problem(worked, now));
    }

    private String problem(List<String> worked, Instant now) {
        if (Duration.between(asked, now).compareTo(SILENCE) > 0) {
            return String.format(
                    Locale.ROOT,
                    "the JobManager has not answered for %d s",
                    Duration.between(asked, now).toSeconds());
        }
        if (status == JobStatus.INITIALIZING || status == JobStatus.CREATED) {
            return null;
        }
        if (status != JobStatus.RUNNING) {
            return "the job is " + status + "; the log says why";
        }
        if (runningSince == null) {
            return null; // tasks are started or restore their states
        }
        if (worked.isEmpty() && isOver(runningSince, now)) {
            return "no partition of the source is assigned";
        }
        if (idleSince != null && isOver(idleSince, now)) {
            return String.format(
                    Locale.ROOT,
                    "records wait and none was scored for %d s%s",
                    Duration.between(idleSince, now).toSeconds(),
                    work.get().schemaSeconds() > 0
                            ? ": the schema registry has not answered for a schema; the log says why"
                            : "");
        }
        Instant since =
                lastCommit == null || lastCommit.isBefore(runningSince) ? runningSince : lastCommit;
        return isOver(since, now)
                ? String.format(
                        Locale.ROOT,
                        "no checkpoint was complete for %d s, and results are committed with checkpoints",
                        Duration.between(since, now).toSeconds())
                : null;
    }

    private boolean isOver(Instant since, Instant now) {
        return Duration.between(since, now).compareTo(patience) > 0;
    }
}
