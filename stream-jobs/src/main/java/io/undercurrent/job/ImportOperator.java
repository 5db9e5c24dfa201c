package io.undercurrent.job;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.StartOffsets;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes imported slabs unchanged into the scoring operator's state, with the identity of the model
 * that they belong to and the offsets at which to resume. A job with other weights rebuilds the
 * slabs, as it does with a checkpoint. Keys get their expiry timers when the job starts.
 */
final class ImportOperator extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<KeySlab, Long> {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final StartOffsets next;

    private transient ValueState<Slab> slabs;
    private transient ListState<String> identity;
    private transient ListState<String> offsets;
    private transient TimerMarks timerMarks;
    private transient LongCounter keys;

    ImportOperator(String model, StartOffsets next) {
        this.model = model;
        this.next = next;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        slabs = context.getKeyedStateStore().getState(KeyedScoring.slabs());
        var lists = context.getOperatorStateStore();
        identity = lists.getUnionListState(RestoredIdentity.descriptor());
        offsets = lists.getUnionListState(ImportedOffsets.descriptor());
        timerMarks = new TimerMarks(false, false);
        timerMarks.restore(context);
    }

    @Override
    public void open() throws Exception {
        super.open();
        keys = new LongCounter();
        getRuntimeContext().addAccumulator(Counts.KEYS, keys);
    }

    @Override
    public void processElement(StreamRecord<KeySlab> element) throws Exception {
        byte[] slab = element.getValue().slab;
        slabs.update(SlabCodec.decode(slab, slab.length));
        keys.add(1);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        identity.clear();
        identity.add(model);
        offsets.clear();
        for (String entry : next.entries()) {
            offsets.add(entry);
        }
        timerMarks.snapshot();
    }
}
