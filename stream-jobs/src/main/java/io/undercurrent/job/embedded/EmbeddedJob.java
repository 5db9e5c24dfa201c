package io.undercurrent.job.embedded;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.PlannedJob;
import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.cluster.QuietMiniCluster;
import io.undercurrent.state.cluster.ScratchFolder;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.files.OwnerOnly;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the Flink job on a MiniCluster in this process: real operators, state backends and
 * checkpoints, without a cluster to install.
 */
public final class EmbeddedJob implements AutoCloseable {
    private final MiniCluster cluster;
    private final JobID jobId;
    private final String folder;
    private final CompletableFuture<JobResult> result = new CompletableFuture<>();
    private final RestoreWatch watch;
    private final ScratchFolder scratch;

    /** Null without Flink's REST interface. */
    private final RestKeys keys;

    private EmbeddedJob(
            MiniCluster cluster,
            JobID jobId,
            StreamSpec spec,
            JobHealth health,
            RestKeys keys,
            ScratchFolder scratch) {
        this.cluster = cluster;
        this.scratch = scratch;
        this.jobId = jobId;
        this.keys = keys;
        folder = FolderUri.of(spec.checkpoint().folder());
        watch =
                new RestoreWatch(
                        cluster, jobId, folder, spec.job().restartAttempts(), health, result);
        var unused =
                cluster.requestJobResult(jobId)
                        .whenComplete(
                                (ended, failure) -> {
                                    if (failure == null) {
                                        end(ended);
                                    } else {
                                        result.completeExceptionally(failure);
                                    }
                                });
    }

    /**
     * Starts cluster and job. The job takes ownership of the checkpoint and deletes it when newer
     * ones are complete.
     *
     * @param stream the resolved stream
     * @param resume the checkpoint to resume from; empty for a start without state
     * @return the running job
     * @throws Exception if the cluster does not start or refuses the job
     */
    public static EmbeddedJob start(ResolvedStream stream, Optional<CheckpointFolder.Found> resume)
            throws Exception {
        return start(stream, resume, RecoveryClaimMode.CLAIM);
    }

    /**
     * Starts cluster and job.
     *
     * @param stream the resolved stream
     * @param resume the checkpoint to resume from; empty for a start without state
     * @param claim whether the job takes ownership of the checkpoint; if not, its first checkpoint
     *     is a full one
     * @return the running job
     * @throws DamagedCheckpointException if the checkpoint's files are missing or truncated
     * @throws Exception if the cluster does not start or refuses the job
     */
    public static EmbeddedJob start(
            ResolvedStream stream, Optional<CheckpointFolder.Found> resume, RecoveryClaimMode claim)
            throws Exception {
        return start(stream, resume, claim, false, MetricsServer.none());
    }

    /**
     * Starts cluster and job, and exports their metrics.
     *
     * @param stream the resolved stream
     * @param resume the checkpoint to resume from; empty for a start without state
     * @param claim whether the job takes ownership of the checkpoint
     * @param acceptGap whether the source continues at the oldest record if its next one was
     *     deleted; if not, the job ends
     * @param metrics the server that exports the cluster's metrics; the caller closes it
     * @return the running job
     * @throws DamagedCheckpointException if the checkpoint's files are missing or truncated
     * @throws Exception if the cluster does not start or refuses the job
     */
    public static EmbeddedJob start(
            ResolvedStream stream,
            Optional<CheckpointFolder.Found> resume,
            RecoveryClaimMode claim,
            boolean acceptGap,
            MetricsServer metrics)
            throws Exception {
        StreamSpec spec = stream.spec();
        StartOffsets start = PlannedJob.startOffsets(spec, resume);
        return start(
                spec,
                UndercurrentJob.configuration(spec),
                env -> UndercurrentJob.build(env, stream, start, acceptGap),
                resume,
                claim,
                spec.job().restPort(),
                metrics);
    }

    /**
     * Starts a job that creates a state for the scoring job. {@link #stopWithSavepoint} ends it; it
     * takes no checkpoint before.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param wiring adds the operators
     * @return the running job
     * @throws Exception if the cluster does not start or refuses the job
     */
    public static EmbeddedJob maker(StreamSpec spec, Consumer<StreamExecutionEnvironment> wiring)
            throws Exception {
        Configuration configuration = UndercurrentJob.configuration(spec);
        // Checkpoints are not disabled: only if they are enabled, barriers are aligned and a
        // savepoint is exact.
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(1000));
        // No transaction waits for the savepoint, which writes the state of all keys and may take
        // long.
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofDays(1000));
        // The job's counters arrive with the heartbeats.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
        // Without a checkpoint, a restart would repeat all work; after an error, the user decides
        // that.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        return start(
                spec,
                configuration,
                wiring,
                Optional.empty(),
                RecoveryClaimMode.CLAIM,
                null,
                MetricsServer.none());
    }

    private static EmbeddedJob start(
            StreamSpec spec,
            Configuration configuration,
            Consumer<StreamExecutionEnvironment> wiring,
            Optional<CheckpointFolder.Found> resume,
            RecoveryClaimMode claim,
            Integer restPort,
            MetricsServer metrics)
            throws Exception {
        configuration.set(JobManagerOptions.BIND_HOST, "localhost");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        QuietMiniCluster.quiet(configuration);
        // Checkpoints and savepoints hold raw events, and so do RocksDB's files.
        Optional<Path> states = FolderUri.local(spec.checkpoint().folder());
        if (states.isPresent()) {
            OwnerOnly.newFolder(states.get());
        }
        JobGraph graph = PlannedJob.graph(spec, configuration, wiring, resume, claim);
        ScratchFolder scratch = ScratchFolder.create();
        RestKeys keys = null;
        try {
            configuration.set(CoreOptions.TMP_DIRS, scratch.path().toString());
            keys = restPort == null ? null : RestKeys.make();
            return start(spec, configuration, graph, keys, scratch, metrics);
        } catch (Exception e) {
            if (keys != null) {
                keys.close();
            }
            scratch.close();
            throw e;
        }
    }

    private static EmbeddedJob start(
            StreamSpec spec,
            Configuration configuration,
            JobGraph graph,
            RestKeys keys,
            ScratchFolder scratch,
            MetricsServer metrics)
            throws Exception {
        // The job itself need not know the passwords of the keys.
        Configuration settings = new Configuration(configuration);
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        if (keys != null) {
            keys.into(settings, spec.job().restPort());
        }
        MeteredMiniCluster cluster =
                new MeteredMiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(spec.job().parallelism())
                                .build(),
                        keys != null,
                        metrics);
        try {
            cluster.start();
            if (keys != null) {
                keys.started();
            }
            JobID jobId = cluster.submitJob(graph).get().getJobID();
            JobHealth health =
                    new JobHealth(
                            spec.job().name(),
                            spec.checkpoint().interval(),
                            cluster::partitions,
                            cluster::work);
            metrics.tell(health::now);
            return new EmbeddedJob(cluster, jobId, spec, health, keys, scratch);
        } catch (Exception e) {
            cluster.closeAsync().join();
            throw RestKeys.refusal(spec, e);
        }
    }

    /**
     * Describes Flink's REST interface for the user.
     *
     * @return one line; empty if there is none
     * @throws Exception if the cluster does not answer
     */
    public Optional<String> rest() throws Exception {
        if (keys == null) {
            return Optional.empty();
        }
        return Optional.of(keys.describe(cluster.getRestAddress().get()));
    }

    private void end(JobResult ended) {
        if (ended.getSerializedThrowable().isPresent()) {
            Throwable why =
                    ended.getSerializedThrowable()
                            .get()
                            .deserializeError(EmbeddedJob.class.getClassLoader());
            Throwable explained = watch.explained(why);
            if (explained != why) {
                result.completeExceptionally(explained);
                return;
            }
        }
        result.complete(ended);
    }

    /**
     * The values of the operators' Flink accumulators, as of the last heartbeat.
     *
     * @return the values by name, summed over all subtasks
     * @throws Exception if the cluster does not answer
     */
    public Map<String, Long> counts() throws Exception {
        Map<String, Long> counts = new HashMap<>();
        var graph = cluster.getExecutionGraph(jobId).get();
        for (var entry : graph.getAccumulatorsSerialized().entrySet()) {
            Object value =
                    entry.getValue()
                            .deserializeValue(EmbeddedJob.class.getClassLoader())
                            .getUnchecked();
            if (value instanceof Long count) {
                counts.put(entry.getKey(), count);
            }
        }
        return counts;
    }

    /**
     * The job's status in Flink.
     *
     * @return its status
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the cluster does not answer
     */
    public JobStatus status() throws InterruptedException, ExecutionException {
        return cluster.getJobStatus(jobId).get();
    }

    /**
     * A future that completes when the job ends. It fails with a {@link DamagedCheckpointException}
     * if the job repeatedly failed to restore its state, and with a {@link
     * io.undercurrent.job.NoProgressException} if it repeatedly failed for another reason.
     *
     * @return the job's result
     */
    public CompletableFuture<JobResult> result() {
        return result;
    }

    /**
     * Stops the job with a savepoint in its checkpoint folder; all output before it is committed.
     *
     * @return the savepoint's path
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the savepoint fails; the job then continues
     */
    public String stopWithSavepoint() throws InterruptedException, ExecutionException {
        String path =
                cluster.stopWithSavepoint(jobId, folder, false, SavepointFormatType.CANONICAL)
                        .get();
        result.get();
        return path;
    }

    /**
     * Cancels the job and keeps its checkpoints.
     *
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the cluster refuses
     */
    public void cancel() throws InterruptedException, ExecutionException {
        cluster.cancelJob(jobId).get();
        result.get();
    }

    /** Where Flink writes while it runs. */
    Path scratch() {
        return scratch.path();
    }

    /** Stops the cluster, which cancels a running job. */
    @Override
    public void close() {
        watch.close();
        cluster.closeAsync().join();
        if (keys != null) {
            keys.close();
        }
        scratch.close();
    }
}
