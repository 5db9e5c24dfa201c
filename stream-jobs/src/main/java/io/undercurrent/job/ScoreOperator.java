package io.undercurrent.job;

import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.OwnerLease;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.StreamChangedException;
import io.undercurrent.stream.brokers.TopicGuard;
import io.undercurrent.stream.brokers.TopicWatch;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.scoring.EventScoring;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
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

    /** Stays the same in all attempts, because the graph holds it. */
    private final String run = UUID.randomUUID().toString();

    private transient EventScoring scoring;
    private transient StreamRecord<Outgoing> reused;
    private transient RestoredOutputs outputs;
    private transient TopicWatch topics;
    private transient TopicGuard guard;
    private transient OwnerLease lease;

    ScoreOperator(StreamSpec spec, StartOffsets startOffsets) {
        super(spec, startOffsets);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        outputs = new RestoredOutputs(run);
        topics = TopicWatch.of(spec);
        topics.remember(outputs.restore(context));
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
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            MailboxExecutor mailbox =
                    getContainingTask()
                            .getMailboxExecutorFactory()
                            .createExecutor(getOperatorConfig().getChainIndex());
            guard = TopicGuard.start(spec, topics, why -> end(mailbox, why));
            String job = getRuntimeContext().getJobInfo().getJobId().toHexString();
            lease = OwnerLease.take(spec, new OwnerLease.Owner(job, run), why -> end(mailbox, why));
        }
    }

    /** Ends the job from another thread; a restart would find the same. */
    private static void end(MailboxExecutor mailbox, String why) {
        try {
            mailbox.execute(
                    () -> {
                        throw new SuppressRestartsException(new StreamChangedException(why));
                    },
                    "end the job");
        } catch (RejectedExecutionException e) {
            LOG.debug("the task has ended already: {}", why, e);
        }
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
        outputs.snapshot(guard == null ? Map.of() : topics.results());
        scoring.snapshot(context.getCheckpointId());
    }

    /** The sink commits at the same notification. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        scoring.committed(checkpointId);
    }

    @Override
    public void close() throws Exception {
        if (guard != null) {
            guard.close();
            guard = null;
        }
        if (lease != null) {
            lease.close();
            lease = null;
        }
        super.close();
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
