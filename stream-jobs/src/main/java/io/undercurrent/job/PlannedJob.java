package io.undercurrent.job;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Builds the job graph for a cluster, in this process or elsewhere. */
public final class PlannedJob {
    private PlannedJob() {}

    /**
     * The offsets at which the source starts after a restore.
     *
     * @param spec the stream's declaration
     * @param resume the checkpoint to resume from; empty for a start without state
     * @return offsets, or {@link StartOffsets#NONE} if the source's own state contains them
     * @throws DamagedCheckpointException if its files are missing or truncated
     * @throws Exception if the checkpoint cannot be read
     */
    public static StartOffsets startOffsets(
            StreamSpec spec, Optional<CheckpointFolder.Found> resume) throws Exception {
        if (resume.isEmpty()) {
            return StartOffsets.NONE;
        }
        Optional<String> damage = CheckpointFolder.damage(resume.get());
        if (damage.isPresent()) {
            throw new DamagedCheckpointException(
                    resume.get(), damage.get(), spec.checkpoint().folder(), null);
        }
        return SavedJob.open(resume.get().path()).startOffsets();
    }

    /**
     * Builds the job graph.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param configuration the job's Flink settings
     * @param wiring adds the operators
     * @param resume the checkpoint to resume from; empty for a start without state
     * @param claim whether the job takes ownership of the checkpoint
     * @return the graph, without jars
     */
    public static JobGraph graph(
            StreamSpec spec,
            Configuration configuration,
            Consumer<StreamExecutionEnvironment> wiring,
            Optional<CheckpointFolder.Found> resume,
            RecoveryClaimMode claim) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        wiring.accept(env);
        StreamGraph plan = env.getStreamGraph();
        plan.setJobName(spec.job().name());
        JobGraph graph = plan.getJobGraph();
        resume.ifPresent(
                found ->
                        graph.setSavepointRestoreSettings(
                                SavepointRestoreSettings.forPath(found.path(), false, claim)));
        return graph;
    }
}
