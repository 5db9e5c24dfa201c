package io.undercurrent.job;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.SlabExpiry;
import io.undercurrent.state.SlabSerializer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
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
    private final int maxBatch;

    transient Scorer scorer;
    transient SequenceModel model;
    transient SlabMemory memory;
    transient ModelIdentity identity;
    private transient ExpiryMark expiryMark;
    private transient ListState<String> toldOffsets;

    /**
     * The state of one stream.
     *
     * @param spec its declaration
     * @param startOffsets where the source was told to begin, because the state that is restored
     *     says so
     * @param maxBatch events of different keys that are scored together at most
     */
    KeyedScoring(StreamSpec spec, StartOffsets startOffsets, int maxBatch) {
        this.spec = spec;
        this.startOffsets = startOffsets;
        this.maxBatch = maxBatch;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        toldOffsets = context.getOperatorStateStore().getUnionListState(StartOffsets.descriptor());
        startOffsets.check(toldOffsets);
        model = ModelFiles.load(spec.model());
        scorer = new Scorer(model, JobOptions.scorer(spec), maxBatch);
        identity = new ModelIdentity(model, scorer.layout(), JobOptions.scorer(spec));
        identity.restore(context);
        expiryMark = new ExpiryMark(spec.job().expireAfter() != null);
        expiryMark.restore(context);
        memory =
                new SlabMemory(
                        spec.job(),
                        scorer.layout().bytes(),
                        this,
                        context.getKeyedStateStore().getState(slabs()),
                        getMetricGroup());
    }

    /** What a key's slab is called and how it is written. */
    static ValueStateDescriptor<Slab> slabs() {
        return new ValueStateDescriptor<>(SLABS, new SlabSerializer());
    }

    @Override
    public void open() throws Exception {
        super.open();
        InternalTimerService<Integer> timers =
                getInternalTimerService(SlabExpiry.TIMERS, IntSerializer.INSTANCE, memory.expiry());
        try (Stream<String> keys = expiryMark.keysWithoutTimers(getKeyedStateBackend(), SLABS)) {
            memory.open(timers, this::fire, keys);
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
        toldOffsets.update(startOffsets.entries());
    }
}
