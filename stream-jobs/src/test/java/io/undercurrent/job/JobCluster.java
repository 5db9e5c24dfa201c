package io.undercurrent.job;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job with settings of Flink's own, on a cluster whose task managers can be killed. */
public final class JobCluster implements AutoCloseable {
    private final MiniCluster cluster;
    private final JobID job;
    private final String folder;
    private int taskManagers = 1;

    /** Starts cluster and job; {@code flink} are options of Flink's own. */
    public JobCluster(
            StreamSpec spec, Map<String, String> flink, Optional<CheckpointFolder.Found> resume)
            throws Exception {
        Configuration configuration = UndercurrentJob.configuration(spec);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        flink.forEach(configuration::setString);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        UndercurrentJob.build(env, ResolvedStream.of(spec));
        JobGraph graph = env.getStreamGraph().getJobGraph();
        resume.ifPresent(
                found ->
                        graph.setSavepointRestoreSettings(
                                SavepointRestoreSettings.forPath(
                                        found.path(), false, RecoveryClaimMode.CLAIM)));
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(spec.job().parallelism())
                                .build());
        cluster.start();
        job = cluster.submitJob(graph).get().getJobID();
        folder = FolderUri.of(spec.checkpoint().folder());
    }

    /** Ends the task manager as a crash does and starts another. */
    public void crash() throws Exception {
        killTaskManager();
        startTaskManager();
    }

    /** Ends the task manager as a crash does. */
    public void killTaskManager() throws Exception {
        cluster.terminateTaskManager(taskManagers - 1).get();
    }

    /** Starts another task manager. */
    public void startTaskManager() throws Exception {
        cluster.startTaskManager();
        taskManagers++;
    }

    /** Asks for a checkpoint; completes with its number. */
    public CompletableFuture<Long> checkpoint() {
        return cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED);
    }

    /** Completes when the job ends, whichever way. */
    public CompletableFuture<JobResult> result() {
        return cluster.requestJobResult(job);
    }

    /** How often the job was restarted so far. */
    public int restarts() throws Exception {
        return cluster.getExecutionGraph(job)
                .get()
                .getAllExecutionVertices()
                .iterator()
                .next()
                .getCurrentExecutionAttempt()
                .getAttemptNumber();
    }

    /** Stops the job at a savepoint in its checkpoint folder. */
    public void stopWithSavepoint() throws Exception {
        cluster.stopWithSavepoint(job, folder, false, SavepointFormatType.CANONICAL).get();
        cluster.requestJobResult(job).get();
    }

    /** Why the job failed, once it has. */
    public String failure() throws Exception {
        return cluster.requestJobResult(job)
                .get()
                .getSerializedThrowable()
                .orElseThrow()
                .getFullStringifiedStackTrace();
    }

    /** Cancels the job; its checkpoints stay. */
    public void cancel() throws Exception {
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
