package io.undercurrent.state.savepoint;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.state.cluster.QuietEnvironment;
import io.undercurrent.state.cluster.ScratchFolder;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.SourceBuilder;
import org.apache.flink.state.api.input.operator.KeyedStateReaderOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.collect.CollectSinkOperatorFactory;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * Reads every key's slab from a checkpoint or savepoint with Flink's State Processor, which runs a
 * small job in this process. It reads all of the keyed state, because no format has an index of
 * keys.
 */
public final class SavepointSlabs {
    /**
     * The largest batch of results that the job sends here: a record must fit into one; small
     * records are sent as they come.
     */
    private static final long LARGEST_MEBIBYTES = 256;

    private SavepointSlabs() {}

    /**
     * Starts reading.
     *
     * @param folder the checkpoint or savepoint
     * @param uid the uid of the operator whose keyed state is read
     * @param slabs the state's name and serializer
     * @param rocksDb creates the backend for checkpoints that RocksDB wrote; it also reads
     *     savepoints, in bounded memory
     * @param onlyKey the only key to read, or null for all keys
     * @return keys and slabs in no particular order; the caller must close it
     * @throws Exception if the state cannot be read
     */
    public static CloseableIterator<KeySlab> read(
            SavepointFolder folder,
            String uid,
            ValueStateDescriptor<Slab> slabs,
            Supplier<StateBackend> rocksDb,
            String onlyKey)
            throws Exception {
        List<KeyedStateHandle> handles = folder.keyed(uid);
        if (handles.isEmpty()) {
            return CloseableIterator.empty();
        }
        SavedHotSlabs hot = SavedHotSlabs.of(folder.rawKeyed(uid), onlyKey);
        if (onlyKey != null && hot.contains(onlyKey)) {
            return hot.slabs();
        }
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        QuietEnvironment.size(
                configuration, CollectSinkOperatorFactory.MAX_BATCH_SIZE, LARGEST_MEBIBYTES);
        StateBackend backend =
                handles.stream().allMatch(SavepointSlabs::isOfHeap)
                        ? new HashMapStateBackend()
                        : rocksDb.get();
        ScratchFolder scratch = ScratchFolder.create();
        try {
            StreamExecutionEnvironment env = QuietEnvironment.of(configuration, scratch);
            var format =
                    new KeyedStateInputFormat<>(
                            folder.withoutRawKeyed(uid),
                            backend,
                            configuration,
                            new KeyedStateReaderOperator<>(
                                    new Reader(slabs, onlyKey), Types.STRING),
                            env.getConfig());
            CloseableIterator<KeySlab> states =
                    SourceBuilder.fromFormat(env, format, TypeInformation.of(KeySlab.class))
                            .filter(state -> state.slab.length > 0)
                            .executeAndCollect("read " + folder.path());
            return hot.before(
                    CloseableIterator.adapterForIterator(
                            states,
                            () -> {
                                states.close();
                                scratch.awaitClosed();
                            }));
        } catch (Exception e) {
            scratch.close();
            throw e;
        }
    }

    /**
     * Tells whether the heap backend wrote a checkpoint; a savepoint has the same format for all
     * backends.
     */
    private static boolean isOfHeap(KeyedStateHandle handle) {
        return handle instanceof KeyGroupsStateHandle
                && !(handle instanceof KeyGroupsSavepointStateHandle);
    }

    private static final class Reader extends KeyedStateReaderFunction<String, KeySlab> {
        private static final long serialVersionUID = 1L;

        private final ValueStateDescriptor<Slab> slabs;
        private final String onlyKey;
        private transient ValueState<Slab> state;

        Reader(ValueStateDescriptor<Slab> slabs, String onlyKey) {
            this.slabs = slabs;
            this.onlyKey = onlyKey;
        }

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(slabs);
        }

        @Override
        public void readKey(String key, Context context, Collector<KeySlab> out) throws Exception {
            // Every key emits one record, wanted or not: Flink takes a key without a record for the
            // end.
            byte[] bytes = {};
            if (onlyKey == null || onlyKey.equals(key)) {
                bytes = SlabCodec.encode(state.value());
            }
            out.collect(new KeySlab(key, bytes));
        }
    }
}
