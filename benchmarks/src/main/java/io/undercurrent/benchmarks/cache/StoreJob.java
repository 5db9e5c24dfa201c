package io.undercurrent.benchmarks.cache;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Runs one load on RocksDB with incremental checkpoints, in a Flink cluster in this process. */
final class StoreJob {
    private StoreJob() {}

    /** The outcome of a whole job with one task. */
    static Outcome run(Load load, Path folder) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        if (load.checkpointMillis() > 0) {
            // All elements wait in buffers soon; an aligned barrier would wait behind them.
            settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
            settings.set(
                    CheckpointingOptions.CHECKPOINTING_INTERVAL,
                    Duration.ofMillis(load.checkpointMillis()));
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        env.getConfig().enableObjectReuse();
        env.fromSequence(1, load.events() / Load.CHUNK)
                .keyBy(number -> "all", Types.STRING)
                .transform("store", Types.LONG, new StoreOperator(load))
                .sinkTo(new DiscardingSink<>());
        env.execute("store");
        return StoreOperator.OUTCOMES.remove();
    }
}
