package io.undercurrent.benchmarks.cache;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.state.HotSlabs;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import io.undercurrent.stream.keystates.CacheStats;
import io.undercurrent.stream.keystates.CachedSlabs;
import io.undercurrent.stream.keystates.DirectSlabs;
import io.undercurrent.stream.keystates.SharedSlabs;
import io.undercurrent.stream.keystates.SlabStore;
import io.undercurrent.stream.metrics.Count;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.DoubleStream;
import java.util.zip.CRC32C;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Reads and writes slabs as the scoring operator does, in a real task, and times itself. */
final class StoreOperator extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<Long, Long>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Where the run's outcome is found; task and command share a process. */
    static final BlockingQueue<Outcome> OUTCOMES = new LinkedBlockingQueue<>();

    private final Load load;
    private transient KeyedSlabs state;
    private transient SlabStore store;
    private transient SharedSlabs shared;
    private transient Count bytes;
    private transient String[] keys;
    private transient SplittableRandom random;
    private transient DoubleStream.Builder pauses;
    private transient DoubleStream.Builder flushes;
    private transient long bytesBefore;
    private transient long begin;
    private transient long lastEvent;
    private transient boolean checkpointed;
    private transient int events;

    StoreOperator(Load load) {
        this.load = load;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        bytes = new Count();
        var descriptor = new ValueStateDescriptor<>("slab", new SlabSerializer());
        state = new KeyedSlabs(this, context.getKeyedStateStore().getState(descriptor), bytes);
        store = store();
        keys = new String[load.keys()];
        for (int k = 0; k < keys.length; k++) {
            keys[k] = "key-" + k;
        }
        random = new SplittableRandom(1);
        pauses = DoubleStream.builder();
        flushes = DoubleStream.builder();
    }

    private SlabStore store() {
        if (load.capacity() == 0) {
            return new DirectSlabs(state);
        }
        CachedSlabs cache =
                new CachedSlabs(
                        state,
                        load.capacity(),
                        load.maxDirty(),
                        new CacheStats(new FlinkMetrics(getMetricGroup())));
        cache.keepHot();
        return cache;
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpoint,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory files)
            throws Exception {
        OperatorSnapshotFutures futures =
                super.snapshotState(checkpoint, timestamp, options, files);
        HotSlabs.add(shared, this, files, futures);
        return futures;
    }

    @Override
    public void setKeyContextElement(StreamRecord<Long> element) {}

    @Override
    public void processElement(StreamRecord<Long> element) throws Exception {
        if (begin == 0) {
            for (String key : keys) {
                store.put(key, SlabCodec.blank(load.slabBytes()));
            }
            store.flush();
            bytesBefore = bytes.get();
            begin = System.nanoTime();
        }
        if (load.seconds() > 0 && System.nanoTime() - begin > load.seconds() * 1e9) {
            return;
        }
        for (int i = 0; i < Load.CHUNK; i++) {
            String key = keys[random.nextInt(keys.length)];
            Slab slab = store.get(key);
            slab.count(++events);
            store.put(key, slab);
            if (checkpointed) {
                pauses.add((System.nanoTime() - lastEvent) / 1e6);
                checkpointed = false;
            }
        }
        lastEvent = System.nanoTime();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        long start = System.nanoTime();
        shared = store.share();
        if (events > 0) {
            flushes.add((System.nanoTime() - start) / 1e6);
            checkpointed = true;
        }
    }

    /** The last flush counts too: until then a cache has work left that write-through has not. */
    @Override
    public void endInput() throws Exception {
        store.flush();
        double seconds = (System.nanoTime() - begin) / 1e9;
        long written = bytes.get() - bytesBefore;
        OUTCOMES.add(
                new Outcome(
                        events / seconds,
                        written,
                        digest(),
                        pauses.build().toArray(),
                        flushes.build().toArray()));
        events = 0;
    }

    /** Of all slabs as RocksDB holds them. */
    private long digest() throws Exception {
        CRC32C crc = new CRC32C();
        byte[] encoded = new byte[load.slabBytes()];
        for (String key : keys) {
            crc.update(encoded, 0, SlabCodec.encode(state.read(key), encoded));
        }
        return crc.getValue();
    }
}
