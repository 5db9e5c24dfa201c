package io.undercurrent.benchmarks.local;

import io.undercurrent.job.UndercurrentJob;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * The job on a MiniCluster in this process, as the embedded one runs it, but with what comparisons
 * need: another operator in the scorer's place, checkpoints on demand, their times, and no restart,
 * which would hide a failure in the figures.
 */
public final class LocalJob implements AutoCloseable {
    /** More checkpoints than any run takes. */
    private static final int KEPT_CHECKPOINTS = 100_000;

    private final MiniCluster cluster;
    private final JobID id;

    private LocalJob(MiniCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
    }

    /**
     * Starts cluster and job.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param operator stands in the scorer's place; null for the job as it is
     * @return the running job
     * @throws Exception where the cluster does not start or refuses the job
     */
    public static LocalJob start(
            StreamSpec spec, OneInputStreamOperator<Incoming, Outgoing> operator) throws Exception {
        return start(spec, operator, new Configuration());
    }

    /**
     * Starts cluster and job under further settings.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param operator stands in the scorer's place; null for the job as it is
     * @param more settings of Flink's that replace the job's own
     * @return the running job
     * @throws Exception where the cluster does not start or refuses the job
     */
    public static LocalJob start(
            StreamSpec spec,
            OneInputStreamOperator<Incoming, Outgoing> operator,
            Configuration more)
            throws Exception {
        Configuration configuration = UndercurrentJob.configuration(spec);
        configuration.addAll(more);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(JobManagerOptions.BIND_HOST, "localhost");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, KEPT_CHECKPOINTS);
        configuration.set(RocksDBOptions.OPTIONS_FACTORY, CountedRocksDb.class.getName());
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        if (operator == null) {
            UndercurrentJob.build(env, ResolvedStream.of(spec));
        } else {
            UndercurrentJob.build(env, ResolvedStream.of(spec), operator);
        }
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(spec.job().parallelism())
                                .build());
        cluster.start();
        try {
            JobID id = cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
            return new LocalJob(cluster, id);
        } catch (Exception e) {
            cluster.closeAsync().join();
            throw e;
        }
    }

    /**
     * Takes a checkpoint and waits for it.
     *
     * @throws ExecutionException where it fails
     * @throws InterruptedException where the thread is interrupted
     */
    public void checkpoint() throws ExecutionException, InterruptedException {
        cluster.triggerCheckpoint(id).get();
    }

    /**
     * All checkpoints so far, with when they began and how long they took.
     *
     * @return Flink's own account
     * @throws ExecutionException where the cluster does not answer
     * @throws InterruptedException where the thread is interrupted
     */
    public CheckpointStatsSnapshot checkpoints() throws ExecutionException, InterruptedException {
        return cluster.getExecutionGraph(id).get().getCheckpointStatsSnapshot();
    }

    /**
     * Ends a wait for results that will never come.
     *
     * @throws IllegalStateException where the job has failed
     * @throws ExecutionException where the cluster does not answer
     * @throws InterruptedException where the thread is interrupted
     */
    public void requireAlive() throws ExecutionException, InterruptedException {
        JobStatus status = cluster.getJobStatus(id).get();
        if (status.isTerminalState() || status == JobStatus.FAILING) {
            var failure = cluster.getExecutionGraph(id).get().getFailureInfo();
            throw new IllegalStateException(
                    "the job is "
                            + status
                            + (failure == null ? "" : ": " + failure.getExceptionAsString()));
        }
    }

    /** Ends the job, then its cluster: the other way round each task would report a failure. */
    @Override
    public void close() throws ExecutionException, InterruptedException {
        try {
            if (!cluster.getJobStatus(id).get().isTerminalState()) {
                cluster.cancelJob(id).get();
            }
            cluster.requestJobResult(id).get();
        } finally {
            cluster.closeAsync().join();
        }
    }
}
