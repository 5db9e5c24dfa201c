package io.undercurrent.job;

import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.SlabExpiry;
import io.undercurrent.state.SlabSerializer;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
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
final class ScoreOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing>, BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final long BATCH_WAIT_MILLIS = 5;
    private static final String SLABS = "slab";

    private final StreamSpec spec;

    private transient Scorer scorer;
    private transient Records records;
    private transient JobCounters counters;
    private transient ModelIdentity identity;
    private transient ExpiryMark expiryMark;
    private transient SlabMemory memory;
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

    ScoreOperator(StreamSpec spec) {
        this.spec = spec;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        SequenceModel model = ModelFiles.load(spec.model());
        int capacity = spec.job().batch();
        scorer = new Scorer(model, JobOptions.scorer(spec), capacity);
        records = new Records(spec, model.id());
        identity = new ModelIdentity(model, scorer.layout(), JobOptions.scorer(spec));
        identity.restore(context);
        expiryMark = new ExpiryMark(spec.job().expireAfter() != null);
        expiryMark.restore(context);
        memory =
                new SlabMemory(
                        spec.job(),
                        scorer.layout().bytes(),
                        this,
                        context.getKeyedStateStore()
                                .getState(new ValueStateDescriptor<>(SLABS, new SlabSerializer())),
                        getMetricGroup());
        allocate(capacity);
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
        InternalTimerService<Integer> timers =
                getInternalTimerService(SlabExpiry.TIMERS, IntSerializer.INSTANCE, memory.expiry());
        try (Stream<String> keys = expiryMark.keysWithoutTimers(getKeyedStateBackend(), SLABS)) {
            memory.open(timers, this::fire, keys);
        }
        counters = new JobCounters(getMetricGroup(), scorer.layout().bytes());
        LOG.info("model {}; state: {}", identity, scorer.layout().describe());
        if (!scorer.forecasts()) {
            LOG.warn("the model is of discrete events: nothing is written to the forecasts topic");
        }
        long events = WarmUp.run(scorer, spec.job().jitWarmUp());
        LOG.info("Mamba-2 step: {}; warmed up on {} events", StepVariant.choice(), events);
    }

    /** By Flink's own interface: no public call stops between two timers. */
    private void fire(long millis, BooleanSupplier enough) throws Exception {
        timeServiceManager.tryAdvanceWatermark(new Watermark(millis), enough::getAsBoolean);
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

    /** Slabs set the key themselves, and only where they go to the backend. */
    @Override
    public void setKeyContextElement(StreamRecord<Incoming> element) {}

    /**
     * Scores what waits, whose results must go out before the barrier: behind it they would belong
     * to the next checkpoint, and the slabs that know of them to this one.
     */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
    }

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
