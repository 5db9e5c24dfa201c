package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.scorer.ScoreOutput;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states of a peer's keys as live objects, in front of a store of bytes: a state is written
 * when it is evicted and, if it has changed, before a checkpoint. So a checkpoint has every event
 * before it and none after it, and a peer is not turned into bytes at each event.
 */
public final class LiveStates<S> {
    /** One value of bytes a key. */
    public interface Bytes {
        /** Null where there is none. */
        byte[] read(String key) throws Exception;

        /** Keeps what must not be changed any more. */
        void write(String key, byte[] bytes) throws Exception;
    }

    private static final class Entry<S> {
        final S state;
        boolean dirty;

        Entry(S state) {
            this.state = state;
        }
    }

    private final Peer<S> peer;
    private final Bytes bytes;
    private final int capacity;
    private final Map<String, Entry<S>> live = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Nothing is read yet.
     *
     * @param capacity the most live states, at least 1
     */
    public LiveStates(Peer<S> peer, Bytes bytes, int capacity) {
        this.peer = peer;
        this.bytes = bytes;
        this.capacity = capacity;
    }

    public boolean hasRoom() {
        return live.size() < capacity;
    }

    /** Makes a state live before the first event, where there is room. */
    public void admit(String key, S state) {
        Entry<S> entry = new Entry<>(state);
        entry.dirty = true;
        live.put(key, entry);
    }

    public void score(String key, long timeMicros, double value, ScoreOutput out) throws Exception {
        Entry<S> entry = live.get(key);
        if (entry == null) {
            makeRoom();
            byte[] kept = bytes.read(key);
            entry = new Entry<>(kept == null ? peer.begin() : peer.read(kept));
            live.put(key, entry);
        }
        peer.score(entry.state, timeMicros, value, out);
        entry.dirty = true;
    }

    private void makeRoom() throws Exception {
        while (live.size() >= capacity) {
            Iterator<Map.Entry<String, Entry<S>>> oldest = live.entrySet().iterator();
            Map.Entry<String, Entry<S>> victim = oldest.next();
            write(victim.getKey(), victim.getValue());
            oldest.remove();
        }
    }

    public void flush() throws Exception {
        for (Map.Entry<String, Entry<S>> each : live.entrySet()) {
            write(each.getKey(), each.getValue());
        }
    }

    private void write(String key, Entry<S> entry) throws Exception {
        if (entry.dirty) {
            bytes.write(key, peer.write(entry.state));
            entry.dirty = false;
        }
    }

    public void close() throws Exception {
        peer.close();
    }
}
