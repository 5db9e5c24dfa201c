package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.benchmarks.peers.method.ScorerPeer;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import io.undercurrent.state.SlabTimers;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.scoring.EventScoring;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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
 * What the job's scoring operator does, of the same parts, and every key has a state before the
 * first event. The job's own operator has no place to put one; {@code benchmarks/run pipeline}
 * measures that one.
 */
public final class OursOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing>, EventScoring.Results {
    private static final long serialVersionUID = 1L;

    private final StreamSpec spec;
    private final Prefill prefill;

    private transient Scorer scorer;
    private transient KeyedSlabs slabs;
    private transient KeyStates keyStates;
    private transient SlabTimers timers;
    private transient EventScoring scoring;
    private transient StreamRecord<Outgoing> reused;

    public OursOperator(StreamSpec spec, Prefill prefill) {
        this.spec = spec;
        this.prefill = prefill;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        SequenceModel model = ModelFiles.load(spec.model());
        ScorerOptions options = StreamOptions.scorer(spec);
        scorer = new Scorer(model, options, 1);
        FlinkMetrics metrics = new FlinkMetrics(getMetricGroup());
        Count bytes = metrics.count(StreamMetric.KEY_STATE_WRITTEN_BYTES);
        slabs =
                new KeyedSlabs(
                        this,
                        context.getKeyedStateStore()
                                .getState(new ValueStateDescriptor<>("slab", new SlabSerializer())),
                        bytes);
        boolean heap = spec.job().stateBackend() == JobOptions.StateBackend.HASHMAP;
        keyStates = new KeyStates(spec.job(), scorer.layout().bytes(), slabs, heap, bytes, metrics);
        if (spec.alarm().silence() && scorer.judgesSilence()) {
            keyStates.watchSilence(scorer);
        }
        timers = new SlabTimers(this, keyStates.timers());
        reused = new StreamRecord<>(null);
        scoring = new EventScoring(spec, model, scorer, keyStates, this, metrics);
    }

    @Override
    public void open() throws Exception {
        super.open();
        InternalTimerService<Integer> service =
                getInternalTimerService(SlabTimers.NAME, IntSerializer.INSTANCE, timers);
        timers.start(service, this::fire);
        WarmUp.run(scorer, spec.job().jitWarmUp());
        Slab first =
                prefill.state(
                        new ScorerPeer(
                                ModelFiles.load(spec.model()), StreamOptions.scorer(spec), true));
        KeyRange range = new KeyRange(getRuntimeContext().getTaskInfo());
        List<String> keys = new ArrayList<>();
        for (int k = 0; k < prefill.keys(); k++) {
            String key = Prefill.key(k);
            if (range.has(key)) {
                slabs.write(key, first.copy());
                keys.add(key);
            }
        }
        keyStates.open(timers, keyStates.watchesSilence() ? keys.stream() : keys.stream().limit(0));
    }

    private void fire(long millis, BooleanSupplier enough) throws Exception {
        timeServiceManager.tryAdvanceWatermark(new Watermark(millis), enough::getAsBoolean);
    }

    @Override
    public void setKeyContextElement(StreamRecord<Incoming> element) {}

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        scoring.score(element.getValue());
        Progress.count();
    }

    @Override
    public void collect(Outgoing out) {
        output.collect(reused.replace(out));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        keyStates.flush();
        scoring.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        scoring.committed(checkpointId);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        output.emitWatermark(mark);
    }
}
