package io.undercurrent.job;

import io.undercurrent.scorer.ChunkedPass;
import io.undercurrent.scorer.KeyTimes;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.LateEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Builds each key's slab from its history, with the model in its chunked form and without results.
 * The state has the same bits as if the scoring operator had scored every event: late events,
 * expired keys and records that are not events are treated in the same way.
 *
 * <p>Events are buffered until their key has enough of them, or until all keys together have too
 * many. Timers fire only while no event is buffered, because a buffered event may be newer than its
 * key's slab.
 */
final class BootstrapOperator extends KeyedScoring<Long> {
    private static final long serialVersionUID = 1L;

    /**
     * Buffered events per key that start a pass: enough that each weight that is read serves many
     * events, as in the segments of the pass.
     */
    private static final int EVENTS_PER_PASS = 256;

    /**
     * The largest number of buffered events of all keys; an event with one field takes some 200
     * bytes.
     */
    private static final int MAX_BUFFERED_EVENTS = 1 << 18;

    private transient Map<String, List<Incoming>> waiting;
    private transient long[] stamps;
    private transient double[][] values;
    private transient int buffered;
    private transient int eventsSinceFree;
    private transient ChunkedPass pass;
    private transient LateEvents late;
    private transient LongCounter records;
    private transient LongCounter dead;
    private transient LongCounter keys;
    private transient Map<String, LongMaximum> offsets;

    BootstrapOperator(StreamSpec spec) {
        super(spec, StartOffsets.NONE);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        pass = new ChunkedPass(scorer);
        late = new LateEvents(spec.source().late());
        waiting = new HashMap<>();
        stamps = new long[EVENTS_PER_PASS];
        values = new double[EVENTS_PER_PASS][];
    }

    @Override
    public void open() throws Exception {
        super.open();
        records = counter(Counts.RECORDS);
        dead = counter(Counts.DEAD_LETTERS);
        keys = counter(Counts.KEYS);
        offsets = new HashMap<>();
    }

    private LongCounter counter(String name) {
        LongCounter counter = new LongCounter();
        getRuntimeContext().addAccumulator(name, counter);
        return counter;
    }

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        Incoming in = element.getValue();
        records.add(1);
        offsets.computeIfAbsent(in.topic + "-" + in.partition, this::offset).add(in.offset);
        limits.get().judge(in); // as in the job: rejected records leave no trace
        if (in.reason != null) {
            dead.add(1);
            return;
        }
        in.rawKey = null; // only results need them
        in.rawValue = null;
        List<Incoming> history = waiting.computeIfAbsent(in.key, key -> new ArrayList<>());
        history.add(in);
        buffered++;
        attempts.moved();
        eventsSinceFree++;
        keyStates.advance(in.partition, in.key, in.timeMicros, in.timestamp);
        if (history.size() == EVENTS_PER_PASS) {
            waiting.remove(in.key);
            take(history);
        } else if (buffered >= MAX_BUFFERED_EVENTS) {
            takeAll();
        }
    }

    private LongMaximum offset(String place) {
        LongMaximum newest = new LongMaximum();
        getRuntimeContext().addAccumulator(Counts.OFFSET + place, newest);
        return newest;
    }

    private void takeAll() throws Exception {
        for (List<Incoming> history : waiting.values()) {
            take(history);
        }
        waiting.clear();
        for (int i = 0;
                i < eventsSinceFree;
                i++) { // one chance for timers per event, as in the job
            keyStates.fireTimers();
        }
        eventsSinceFree = 0;
    }

    /** Processes a key's buffered events, so that its slab is up to date. */
    private void take(List<Incoming> history) throws Exception {
        Slab slab = null;
        KeyTimes clock = null;
        int n = 0;
        for (int i = 0; i < history.size(); i++) {
            Incoming in = history.get(i);
            boolean begins = clock == null;
            long time = begins ? 0 : clock.time(in.timeMicros, in.overlapMicros);
            if (begins || keyStates.isExpired(clock.newestMicros(), time)) {
                if (!begins) {
                    run(slab, clock, n, history);
                    n = 0;
                }
                slab = begin(in);
                clock = new KeyTimes(slab);
                time = clock.time(in.timeMicros, in.overlapMicros);
            }
            if (late.refuse(clock, time) != null) {
                dead.add(1);
                continue;
            }
            stamps[n] = clock.take(time);
            values[n++] = in.values;
            Scorer.setPartition(slab, in.partition);
        }
        run(slab, clock, n, history);
        buffered -= history.size();
    }

    private Slab begin(Incoming in) throws Exception {
        Slab slab = keyStates.get(in.key, in.partition, in.timeMicros, in.overlapMicros);
        if (slab != null) {
            return scorer.adopt(slab);
        }
        keys.add(1);
        return scorer.newSlab();
    }

    private void run(Slab slab, KeyTimes clock, int n, List<Incoming> history) throws Exception {
        pass.stream(slab, n, stamps, values);
        clock.tell(slab);
        keyStates.put(history.get(0).key, slab);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        takeAll();
        super.snapshotState(context);
    }
}
