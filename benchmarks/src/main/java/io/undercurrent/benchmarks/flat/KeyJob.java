package io.undercurrent.benchmarks.flat;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.rocksdb.CompressionType;

/** Runs a {@link KeyOperator} on RocksDB, in a Flink cluster in this process. */
final class KeyJob {
    /** Of each number of keys' RocksDB. */
    private static final int MANAGED_MEBIBYTES = 256;

    private KeyJob() {}

    /** All cells of the load, measured. */
    static List<Cell> run(KeyLoad load, Path folder) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestOptions.BIND_PORT, "0");
        int slots = load.populations() + 1;
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        settings.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                MemorySize.ofMebiBytes((long) slots * MANAGED_MEBIBYTES));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        // As the job has it; a variant may change it.
        settings.set(
                RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
                List.of(CompressionType.NO_COMPRESSION));
        settings.set(RocksDBOptions.OPTIONS_FACTORY, StudiedRocksDb.class.getName());
        Path local = folder.resolve("rocksdb");
        settings.set(RocksDBOptions.LOCAL_DIRECTORIES, local.toString());
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        var start = env.fromSequence(1, 1).keyBy(number -> "all", Types.STRING);
        for (RocksVariant variant : load.variants()) {
            for (int keys : load.keys()) {
                // Tasks of one slot would share RocksDB's memory.
                String name = variant.id() + "-" + keys;
                start.transform("score-" + name, Types.LONG, new KeyOperator(load, variant, keys))
                        .slotSharingGroup("keys-" + name)
                        .sinkTo(new DiscardingSink<>());
            }
        }
        Study.begin(load, local);
        env.execute("flat");
        return Study.cells();
    }
}
