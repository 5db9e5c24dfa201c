package io.undercurrent.state.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Makes environments whose jobs run in this process, each on a {@link QuietMiniCluster} of its own.
 * Flink's own local environment would open the REST interface, and its blob server on all
 * addresses, and would write what it restores to the folder of all temporary files.
 */
public final class QuietEnvironment {
    private static final String HOST = "localhost";
    private static final long NETWORK_MEBIBYTES = 64;

    private QuietEnvironment() {}

    /**
     * Makes an environment for one small job with a parallelism of one.
     *
     * @param configuration the job's settings, which are changed
     * @param scratch where the job writes; it is deleted when the job's cluster has ended
     * @return the environment; what collects the job's results listens on the loopback address
     */
    public static StreamExecutionEnvironment of(
            Configuration configuration, ScratchFolder scratch) {
        size(configuration, TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEBIBYTES);
        configuration.set(CoreOptions.TMP_DIRS, scratch.path().toString());
        configuration.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        configuration.set(DeploymentOptions.ATTACHED, true);
        configuration.set(JobManagerOptions.BIND_HOST, HOST);
        configuration.set(TaskManagerOptions.BIND_HOST, HOST);
        QuietMiniCluster.quiet(configuration);
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(new Executors(scratch), configuration, null);
        environment.setParallelism(1);
        return environment;
    }

    /**
     * Sets a size as text in plain digits. Flink would write it with the digits of the user's
     * language, and could not read it.
     *
     * @param configuration the job's settings, which are changed
     * @param option which size
     * @param mebibytes the size
     */
    public static void size(
            Configuration configuration, ConfigOption<MemorySize> option, long mebibytes) {
        configuration.setString(option.key(), mebibytes + " mb");
    }

    private static final class Executors
            implements PipelineExecutorServiceLoader, PipelineExecutorFactory {
        private final ScratchFolder scratch;

        Executors(ScratchFolder scratch) {
            this.scratch = scratch;
        }

        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
            return this;
        }

        @Override
        public Stream<String> getExecutorNames() {
            return Stream.of(getName());
        }

        @Override
        public String getName() {
            return LocalExecutor.NAME;
        }

        @Override
        public boolean isCompatibleWith(Configuration configuration) {
            return true;
        }

        @Override
        public PipelineExecutor getExecutor(Configuration configuration) {
            return LocalExecutor.createWithFactory(
                    configuration, cluster -> new ScratchCluster(cluster, scratch));
        }
    }

    /** Flink closes it when the job has ended, in the background. */
    private static final class ScratchCluster extends QuietMiniCluster {
        private final ScratchFolder scratch;

        ScratchCluster(MiniClusterConfiguration configuration, ScratchFolder scratch) {
            super(configuration, false);
            this.scratch = scratch;
        }

        @Override
        public CompletableFuture<Void> closeAsync() {
            return super.closeAsync().whenComplete((closed, failure) -> scratch.close());
        }
    }
}
