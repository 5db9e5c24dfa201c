package io.undercurrent.job;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.state.HotSlabs;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import io.undercurrent.state.SlabTimers;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.keystates.SharedSlabs;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Base class of operators with the scoring operator's state: the slab of each key, the model that
 * the slabs belong to, and whether all keys have timers. Operators that build a savepoint for the
 * job extend it, so that the state names are the same.
 */
abstract class KeyedScoring<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<Incoming, T> {
    private static final long serialVersionUID = 1L;

    /** The name of the keyed state; it must never change. */
    static final String SLABS = "slab";

    final StreamSpec spec;
    private final StartOffsets startOffsets;

    transient Scorer scorer;
    transient SequenceModel model;
    transient FlinkMetrics taskMetrics;
    transient KeyStates keyStates;
    transient RestoredIdentity identity;
    private transient TimerMarks timerMarks;
    private transient ImportedOffsets importedOffsets;
    private transient RestoredSource source;
    transient Attempts attempts;
    transient LiveLimits limits;
    private transient SlabTimers slabTimers;
    private transient boolean savepoint;
    private transient SharedSlabs shared;

    /**
     * Creates the state of one stream.
     *
     * @param spec its declaration
     * @param startOffsets the offsets at which the source starts, taken from the restored state;
     *     {@link StartOffsets#NONE} if the state has none
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
        importedOffsets = new ImportedOffsets(startOffsets);
        importedOffsets.restore(context);
        model = ModelFiles.load(spec.model());
        scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        scorer.shareKeys(() -> tasks);
        identity =
                new RestoredIdentity(
                        new ModelIdentity(model, scorer.layout(), StreamOptions.scorer(spec)));
        identity.restore(context);
        taskMetrics = new FlinkMetrics(getMetricGroup());
        Count bytes = taskMetrics.count(StreamMetric.KEY_STATE_WRITTEN_BYTES);
        KeyedSlabs state =
                new KeyedSlabs(this, context.getKeyedStateStore().getState(slabs()), bytes);
        for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
            HotSlabs.read(group.getStream(), state::write);
        }
        keyStates = keyStates(state, bytes);
        if (spec.alarm().silence() && scorer.judgesSilence()) {
            keyStates.watchSilence(scorer);
        }
        timerMarks = new TimerMarks(spec.job().expireAfter() != null, keyStates.watchesSilence());
        timerMarks.restore(context);
        slabTimers = new SlabTimers(this, keyStates.timers());
    }

    private KeyStates keyStates(KeyedSlabs state, Count bytes) {
        int instances =
                getContainingTask()
                        .getEnvironment()
                        .getTaskManagerInfo()
                        .getConfiguration()
                        .get(TaskManagerOptions.NUM_TASK_SLOTS);
        try {
            return KeyStates.sharing(
                    spec.job(),
                    scorer.layout().bytes(),
                    state,
                    spec.job().stateBackend() == JobOptions.StateBackend.HASHMAP,
                    bytes,
                    taskMetrics,
                    Runtime.getRuntime().maxMemory() / instances);
        } catch (IllegalArgumentException e) {
            throw new SuppressRestartsException(e); // the size of a slab is not known earlier
        }
    }

    /** The descriptor of the keyed state: its name and serializer. */
    static ValueStateDescriptor<Slab> slabs() {
        return new ValueStateDescriptor<>(SLABS, new SlabSerializer());
    }

    @Override
    public void open() throws Exception {
        super.open();
        InternalTimerService<Integer> timers =
                getInternalTimerService(SlabTimers.NAME, IntSerializer.INSTANCE, slabTimers);
        slabTimers.start(timers, this::fire);
        try (Stream<String> keys = timerMarks.keysWithoutTimers(getKeyedStateBackend(), SLABS)) {
            keyStates.open(slabTimers, keys);
        }
    }

    /**
     * Fires timers through an internal interface of Flink, because no public call can stop between
     * two timers.
     */
    private void fire(long millis, BooleanSupplier enough) throws Exception {
        timeServiceManager.tryAdvanceWatermark(new Watermark(millis), enough::getAsBoolean);
    }

    /** Does nothing: the slabs' code sets the key, and only when it accesses the backend. */
    @Override
    public final void setKeyContextElement(StreamRecord<Incoming> element) {}

    /** The checkpoint's own slabs are raw keyed state; timers are in the backend. */
    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    /** Adds the slabs that the checkpoint contains itself. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpoint,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory files)
            throws Exception {
        savepoint = options.getCheckpointType().isSavepoint();
        shared = null;
        boolean handedOn = false;
        try {
            OperatorSnapshotFutures futures =
                    super.snapshotState(checkpoint, timestamp, options, files);
            if (shared != null) {
                HotSlabs.add(shared, this, files, futures);
            }
            handedOn = true;
            return futures;
        } finally {
            if (!handedOn && shared != null) {
                shared.release();
            }
            shared = null;
        }
    }

    /**
     * Flushes slabs to the backend, all of them for a savepoint, which other builds may read. Flink
     * calls this after the barrier and before the backend's snapshot, in the same mail of the
     * task's thread, for aligned and unaligned checkpoints, so that no event is processed in
     * between. Writing slabs emits no records, so downstream operators get their barrier without
     * waiting for it.
     */
    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        if (savepoint) {
            keyStates.flush();
        } else {
            shared = keyStates.share();
        }
        identity.snapshot();
        timerMarks.snapshot();
        importedOffsets.snapshot();
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
