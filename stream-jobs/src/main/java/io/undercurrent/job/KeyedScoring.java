package io.undercurrent.job;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.JobOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import io.undercurrent.state.SlabTimers;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.memory.SlabMemory;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The state of the scoring operator: each key's slab, which model they belong to, whether all have
 * timers. Whatever writes a savepoint for the job does it through this class, so that there is one
 * set of state names.
 */
abstract class KeyedScoring<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<Incoming, T> {
    private static final long serialVersionUID = 1L;

    /** The keyed state's name; never changes. */
    static final String SLABS = "slab";

    final StreamSpec spec;
    private final StartOffsets startOffsets;

    transient Scorer scorer;
    transient SequenceModel model;
    transient FlinkMetrics shown;
    transient SlabMemory memory;
    transient RestoredIdentity identity;
    private transient ExpiryMark expiryMark;
    private transient ToldOffsets toldOffsets;
    private transient RestoredSource source;
    transient Attempts attempts;
    transient LiveLimits limits;
    private transient SlabTimers slabTimers;

    /**
     * The state of one stream.
     *
     * @param spec its declaration
     * @param startOffsets where the source was told to begin, because the state that is restored
     *     says so
     */
    KeyedScoring(StreamSpec spec, StartOffsets startOffsets) {
        this.spec = spec;
        this.startOffsets = startOffsets;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        limits = new LiveLimits(spec, List.of(), null);
        limits.open();
        attempts = new Attempts(spec.job().restartAttempts());
        attempts.restore(context, getRuntimeContext());
        source = new RestoredSource(limits::source);
        source.restore(context);
        toldOffsets = new ToldOffsets(startOffsets);
        toldOffsets.restore(context);
        model = ModelFiles.load(spec.model());
        scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        identity =
                new RestoredIdentity(
                        new ModelIdentity(model, scorer.layout(), StreamOptions.scorer(spec)));
        identity.restore(context);
        expiryMark = new ExpiryMark(spec.job().expireAfter() != null);
        expiryMark.restore(context);
        shown = new FlinkMetrics(getMetricGroup());
        memory = memory(context.getKeyedStateStore().getState(slabs()));
        slabTimers = new SlabTimers(this, memory.expiry());
    }

    private SlabMemory memory(ValueState<Slab> state) {
        Count bytes = shown.count(StreamMetric.KEY_STATE_WRITTEN_BYTES);
        try {
            return new SlabMemory(
                    spec.job(),
                    scorer.layout().bytes(),
                    new KeyedSlabs(this, state, bytes),
                    spec.job().stateBackend() == JobOptions.StateBackend.HASHMAP,
                    bytes,
                    shown);
        } catch (IllegalArgumentException e) {
            throw new SuppressRestartsException(e); // how large a slab is shows only here
        }
    }

    /** What a key's slab is called and how it is written. */
    static ValueStateDescriptor<Slab> slabs() {
        return new ValueStateDescriptor<>(SLABS, new SlabSerializer());
    }

    @Override
    public void open() throws Exception {
        super.open();
        InternalTimerService<Integer> timers =
                getInternalTimerService(SlabTimers.NAME, IntSerializer.INSTANCE, slabTimers);
        slabTimers.start(timers, this::fire);
        try (Stream<String> keys = expiryMark.keysWithoutTimers(getKeyedStateBackend(), SLABS)) {
            memory.open(slabTimers, keys);
        }
    }

    /** By Flink's own interface: no public call stops between two timers. */
    private void fire(long millis, BooleanSupplier enough) throws Exception {
        timeServiceManager.tryAdvanceWatermark(new Watermark(millis), enough::getAsBoolean);
    }

    /** Slabs set the key themselves, and only where they go to the backend. */
    @Override
    public final void setKeyContextElement(StreamRecord<Incoming> element) {}

    /**
     * Brings the backend up to date. Flink calls this behind the barrier and before the backend
     * takes its own snapshot, in the same mail of the task's thread, aligned or not, so no event
     * comes in between; and writing slabs sends nothing, so operators downstream get their barrier
     * without waiting for it.
     */
    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        memory.flush();
        identity.snapshot();
        expiryMark.snapshot();
        toldOffsets.snapshot();
        source.snapshot();
        attempts.snapshot();
    }

    @Override
    public void close() throws Exception {
        if (limits != null) {
            limits.close();
            limits = null;
        }
        super.close();
    }
}
