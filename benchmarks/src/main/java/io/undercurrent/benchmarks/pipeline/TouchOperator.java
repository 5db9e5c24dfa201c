package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.state.HotSlabs;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import io.undercurrent.stream.keystates.CacheStats;
import io.undercurrent.stream.keystates.CachedSlabs;
import io.undercurrent.stream.keystates.DirectSlabs;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.keystates.SharedSlabs;
import io.undercurrent.stream.keystates.SlabStore;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.Outgoing.Kind;
import io.undercurrent.stream.scoring.StreamOptions;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Does what the scoring operator does, but for scoring: takes the key's slab from the same store,
 * changes it, sends a record as large as each that the scoring operator sent for that event, and
 * keeps the slab. It encodes nothing: what Avro costs is the pipeline's and not taken off.
 */
final class TouchOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing> {
    private static final long serialVersionUID = 1L;
    private static final Kind[] KINDS = {Kind.SCORE, Kind.ANOMALY, Kind.FORECAST};

    /** Which events and how large; task and command share a process. */
    static volatile Events events;

    /** As {@link #events}. */
    static volatile Results sizes;

    private final StreamSpec spec;
    private transient SlabStore store;
    private transient SharedSlabs shared;
    private transient Scorer scorer;
    private transient String modelId;
    private transient StreamRecord<Outgoing> reused;

    TouchOperator(StreamSpec spec) {
        this.spec = spec;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        SequenceModel model = ModelFiles.load(spec.model());
        modelId = model.id();
        scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        reused = new StreamRecord<>(null);
        var descriptor = new ValueStateDescriptor<>("slab", new SlabSerializer());
        KeyedSlabs state =
                new KeyedSlabs(
                        this,
                        context.getKeyedStateStore().getState(descriptor),
                        new FlinkMetrics(getMetricGroup())
                                .count(StreamMetric.KEY_STATE_WRITTEN_BYTES));
        for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
            HotSlabs.read(group.getStream(), state::write);
        }
        JobOptions job = spec.job();
        int bytes = scorer.layout().bytes();
        int cache =
                job.cacheBytes() == null
                        ? KeyStates.cacheBytes(Runtime.getRuntime().maxMemory() / job.parallelism())
                        : job.cacheBytes();
        if (job.stateBackend() == JobOptions.StateBackend.HASHMAP || cache == 0) {
            store = new DirectSlabs(state);
        } else {
            CachedSlabs cached =
                    new CachedSlabs(
                            state,
                            Math.max(1, cache / bytes),
                            Math.max(1, job.cacheMaxDirtyBytes() / bytes),
                            new CacheStats(new FlinkMetrics(getMetricGroup())));
            cached.keepHot();
            store = cached;
        }
    }

    /** The store sets the key, as for the scoring operator. */
    @Override
    public void setKeyContextElement(StreamRecord<Incoming> element) {}

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        Incoming in = element.getValue();
        Slab slab = store.get(in.key);
        if (slab == null) {
            slab = scorer.newSlab();
        }
        slab.count(in.timeMicros);
        int event = events.at(in.partition, in.offset);
        for (Kind kind : KINDS) {
            int bytes = sizes.bytes(kind, event);
            if (bytes > 0) {
                output.collect(reused.replace(outgoing(kind, in, bytes)));
            }
        }
        store.put(in.key, slab);
    }

    private Outgoing outgoing(Kind kind, Incoming in, int bytes) {
        Outgoing out = new Outgoing();
        out.kind = kind;
        out.key = in.rawKey;
        out.value = new byte[bytes];
        out.timestamp = in.timestamp;
        out.modelId = modelId;
        return out;
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
    public void snapshotState(StateSnapshotContext context) throws Exception {
        shared = store.share();
    }
}
