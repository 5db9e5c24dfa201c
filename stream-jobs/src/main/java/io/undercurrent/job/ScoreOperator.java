package io.undercurrent.job;

import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.scoring.EventScoring;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps each key's slab in keyed state and does one scorer call an event ({@link EventScoring}).
 *
 * <p>Events of different keys may be collected into a batch and scored together; a batch ends when
 * it is full, when one of its keys comes again, after a few milliseconds, and always before a
 * barrier and a watermark, so no event outside state survives a checkpoint. Slabs come from {@code
 * SlabMemory}: on the heap backend straight from keyed state, on RocksDB from a write-back cache
 * that is flushed at each snapshot.
 */
final class ScoreOperator extends KeyedScoring<Outgoing>
        implements BoundedOneInput, EventScoring.Results {
    private static final long serialVersionUID = 1L;

    private transient EventScoring scoring;
    private transient StreamRecord<Outgoing> reused;
    private transient ScheduledFuture<?> flushTimer;

    ScoreOperator(StreamSpec spec, StartOffsets startOffsets) {
        super(spec, startOffsets, spec.job().batch());
    }

    @Override
    public void open() throws Exception {
        super.open();
        reused = new StreamRecord<>(null);
        scoring = new EventScoring(spec, model, scorer, memory, this, shown, limits);
        LOG.info("model {}; state: {}", identity, scorer.layout().describe());
        if (!scorer.forecasts()) {
            LOG.warn("the model is of discrete events: nothing is written to the forecasts topic");
        }
        long events = WarmUp.run(scorer, spec.job().jitWarmUp());
        LOG.info("Mamba-2 step: {}; warmed up on {} events", StepVariant.choice(), events);
    }

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        boolean wait = scoring.add(element.getValue());
        attempts.moved();
        if (!wait) {
            cancelTimer();
        } else if (flushTimer == null) {
            long due =
                    getProcessingTimeService().getCurrentProcessingTime()
                            + EventScoring.BATCH_WAIT_MILLIS;
            flushTimer = getProcessingTimeService().registerTimer(due, time -> flush());
        }
    }

    private void flush() throws Exception {
        cancelTimer();
        scoring.flush();
    }

    private void cancelTimer() {
        if (flushTimer != null) {
            flushTimer.cancel(false);
            flushTimer = null;
        }
    }

    @Override
    public void collect(Outgoing out) {
        output.collect(reused.replace(out));
    }

    /**
     * Scores what waits, whose results must go out before the barrier: behind it they would belong
     * to the next checkpoint, and the slabs that know of them to this one.
     */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
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

    /** Passes a watermark on, past the timers: those go by the source partitions' event times. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        output.emitWatermark(mark);
    }

    @Override
    public void endInput() throws Exception {
        flush();
    }
}
