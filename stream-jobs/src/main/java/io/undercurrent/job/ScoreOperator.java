package io.undercurrent.job;

import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps each key's slab in keyed state and does one scorer call an event.
 *
 * <p>Events of different keys may be collected into a batch and scored together; a batch ends when
 * it is full, when one of its keys comes again, after a few milliseconds, and always before a
 * barrier and a watermark, so no event outside state survives a checkpoint. Slabs come from {@link
 * SlabMemory}: on the heap backend straight from keyed state, on RocksDB from a write-back cache
 * that is flushed at each snapshot.
 */
final class ScoreOperator extends KeyedScoring<Outgoing> implements BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final long BATCH_WAIT_MILLIS = 5;

    private transient Records records;
    private transient JobCounters counters;
    private transient ForecastOutput forecast;
    private transient StreamRecord<Outgoing> reused;

    private transient int size;
    private transient ScheduledFuture<?> flushTimer;
    private transient Incoming[] pending;
    private transient Incoming[] batch;
    private transient Slab[] slabs;
    private transient long[] times;
    private transient double[][] values;
    private transient ScoreOutput[] outputs;

    ScoreOperator(StreamSpec spec, StartOffsets startOffsets) {
        super(spec, startOffsets, spec.job().batch());
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        records = new Records(spec, model.id());
        allocate(spec.job().batch());
    }

    private void allocate(int capacity) {
        forecast = new ForecastOutput(JobOptions.scorer(spec));
        reused = new StreamRecord<>(null);
        pending = new Incoming[capacity];
        batch = new Incoming[capacity];
        slabs = new Slab[capacity];
        times = new long[capacity];
        values = new double[capacity][];
        outputs = new ScoreOutput[capacity];
        for (int b = 0; b < capacity; b++) {
            outputs[b] = new ScoreOutput(spec.source().values().size());
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        counters = new JobCounters(getMetricGroup(), scorer.layout().bytes());
        LOG.info("model {}; state: {}", identity, scorer.layout().describe());
        if (!scorer.forecasts()) {
            LOG.warn("the model is of discrete events: nothing is written to the forecasts topic");
        }
        long events = WarmUp.run(scorer, spec.job().jitWarmUp());
        LOG.info("Mamba-2 step: {}; warmed up on {} events", StepVariant.choice(), events);
    }

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        Incoming in = element.getValue();
        if (in.reason != null) {
            deadLetter(in, DeadLetterReason.valueOf(in.reason), in.detail);
            return;
        }
        for (int b = 0; b < size; b++) {
            if (pending[b].key.equals(in.key)) {
                flush();
                break;
            }
        }
        pending[size++] = in;
        if (size == pending.length) {
            flush();
        } else if (flushTimer == null) {
            long due = getProcessingTimeService().getCurrentProcessingTime() + BATCH_WAIT_MILLIS;
            flushTimer = getProcessingTimeService().registerTimer(due, time -> flush());
        }
    }

    private void flush() throws Exception {
        if (flushTimer != null) {
            flushTimer.cancel(false);
            flushTimer = null;
        }
        int n = 0;
        for (int b = 0; b < size; b++) {
            Incoming in = pending[b];
            Slab slab = memory.get(in);
            if (slab == null) {
                slab = scorer.newSlab();
            } else if (isRefusedAsLate(slab, in)) {
                continue;
            } else {
                slab = own(slab);
            }
            batch[n] = in;
            slabs[n] = slab;
            times[n] = in.timeMicros;
            values[n++] = in.values;
        }
        int read = size;
        size = 0;
        if (n > 0) {
            scorer.scoreBatch(n, slabs, times, values, outputs);
        }
        for (int b = 0; b < n; b++) {
            emit(batch[b], slabs[b], outputs[b]);
            memory.put(batch[b], slabs[b]);
            slabs[b] = null;
        }
        for (int b = 0; b < read; b++) {
            memory.advance(pending[b]);
        }
    }

    private Slab own(Slab slab) {
        Slab own = scorer.adopt(slab);
        if (own != slab) {
            counters.slabsRebuilt.inc();
        }
        return own;
    }

    private boolean isRefusedAsLate(Slab slab, Incoming in) {
        if (spec.source().late() != StreamSpec.Late.DEAD_LETTER
                || !Scorer.isLate(slab, in.timeMicros)) {
            return false;
        }
        deadLetter(
                in,
                DeadLetterReason.LATE,
                "event time %d us is older than the key's newest, %d us; set source.late: score to score such events"
                        .formatted(in.timeMicros, slab.lastTimeMicros()));
        return true;
    }

    private void emit(Incoming in, Slab slab, ScoreOutput out) {
        collect(records.score(in, out));
        counters.scores.inc();
        if (out.alarm) {
            collect(records.anomaly(in, out));
            counters.anomalies.inc();
        }
        if (out.forecastDue && scorer.forecast(slab, forecast)) {
            collect(records.forecast(in, forecast, slab.usualGapMicros()));
            counters.forecasts.inc();
        }
    }

    private void deadLetter(Incoming in, DeadLetterReason reason, String detail) {
        collect(records.deadLetter(in, reason, detail));
        counters.deadLetters.inc();
    }

    private void collect(Outgoing out) {
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
