package io.undercurrent.job;

import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.scoring.EventScoring;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps each key's slab in keyed state and calls the scorer once per event ({@link EventScoring}).
 *
 * <p>Each event is scored when it arrives, so no event is buffered across a checkpoint. Slabs come
 * from {@code KeyStates}: directly from keyed state on the heap backend, and from a write-back
 * cache that is flushed at each snapshot on RocksDB.
 */
final class ScoreOperator extends KeyedScoring<Outgoing> implements EventScoring.Results {
    private static final long serialVersionUID = 1L;

    private transient EventScoring scoring;
    private transient StreamRecord<Outgoing> reused;

    ScoreOperator(StreamSpec spec, StartOffsets startOffsets) {
        super(spec, startOffsets);
    }

    @Override
    public void open() throws Exception {
        super.open();
        reused = new StreamRecord<>(null);
        scoring = new EventScoring(spec, model, scorer, keyStates, this, taskMetrics, limits);
        LOG.info("model {}; state: {}", identity, scorer.layout().describe());
        if (!scorer.forecasts()) {
            LOG.warn("the model is of discrete events: nothing is written to the forecasts topic");
        }
        long events = WarmUp.run(scorer, spec.job().jitWarmUp());
        LOG.info("Mamba-2 step: {}; warmed up on {} events", StepVariant.choice(), events);
    }

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        scoring.score(element.getValue());
        attempts.moved();
    }

    @Override
    public void collect(Outgoing out) {
        output.collect(reused.replace(out));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        scoring.snapshot(context.getCheckpointId());
    }

    /** The sink commits at the same notification. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        scoring.committed(checkpointId);
    }

    /**
     * Forwards a watermark without firing timers, which depend on the source partitions' event
     * times.
     */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        output.emitWatermark(mark);
    }
}
