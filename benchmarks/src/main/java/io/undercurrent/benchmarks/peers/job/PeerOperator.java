package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Outputs;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.Records;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A peer in the scorer's place: a state a key in Flink's state, a Score record an event. */
public final class PeerOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing>, LiveStates.Bytes {
    private static final long serialVersionUID = 1L;
    private static final int CACHE_BYTES = 64 << 20;

    private final StreamSpec spec;
    private final String method;
    private final Prefill prefill;

    private transient ValueState<byte[]> state;
    private transient LiveStates<?> live;
    private transient Start start;
    private transient byte[] first;
    private transient Records records;
    private transient ScoreOutput out;
    private transient StreamRecord<Outgoing> reused;

    /** Gives a key its first state. */
    private interface Start {
        void of(String key) throws Exception;
    }

    public PeerOperator(StreamSpec spec, Contestant contestant, Prefill prefill) {
        this.spec = spec;
        method = contestant.name();
        this.prefill = prefill;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        records = new Records(spec, method);
        out = Outputs.create();
        reused = new StreamRecord<>(null);
        state =
                context.getKeyedStateStore()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "peer", BytePrimitiveArraySerializer.INSTANCE));
        Contestant contestant = Contestant.parse(method);
        live = live(contestant.open(spec), contestant);
    }

    private <S> LiveStates<S> live(Peer<S> peer, Contestant contestant) throws Exception {
        first = peer.write(prefill.state(peer));
        long most =
                contestant.backend().equals(Contestant.HEAP)
                        ? Integer.MAX_VALUE
                        : cacheBytes() / first.length;
        LiveStates<S> states = new LiveStates<>(peer, this, (int) Math.max(1, most));
        start = key -> start(key, peer, states);
        return states;
    }

    /** As large as that of {@link OursOperator}, whose default is 64 MiB. */
    private int cacheBytes() {
        Integer declared = spec.job().cacheBytes();
        return declared == null ? CACHE_BYTES : declared;
    }

    /**
     * A state that was read is slow at first where a peer fills caches of its own again
     * (RandomCutForest takes twice the time), so states are live before the first event, as many as
     * there is room for. One that depends on few events has no such caches and is read.
     */
    private <S> void start(String key, Peer<S> peer, LiveStates<S> states) throws Exception {
        if (peer.memory() == Integer.MAX_VALUE && states.hasRoom()) {
            states.admit(key, prefill.state(peer));
        } else {
            write(key, first);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        KeyRange range = new KeyRange(getRuntimeContext().getTaskInfo());
        for (int k = 0; k < prefill.keys(); k++) {
            String key = Prefill.key(k);
            if (range.has(key)) {
                start.of(key);
            }
        }
    }

    @Override
    public byte[] read(String key) throws Exception {
        setCurrentKey(key);
        return state.value();
    }

    @Override
    public void write(String key, byte[] bytes) throws Exception {
        setCurrentKey(key);
        state.update(bytes);
    }

    /** The states set the key, as for the scoring operator. */
    @Override
    public void setKeyContextElement(StreamRecord<Incoming> element) {}

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        Incoming in = element.getValue();
        live.score(in.key, in.timeMicros, in.values[0], out);
        output.collect(reused.replace(records.score(in, out)));
        Progress.count();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        live.flush();
    }

    @Override
    public void close() throws Exception {
        if (live != null) {
            live.close();
            live = null;
        }
        super.close();
    }
}
