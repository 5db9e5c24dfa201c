package io.undercurrent.streams.scoring;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What was last said of each key, in a store that queries read: encoded records, one of each kind a
 * key, under a letter for the kind and the key. Written once per commit, like the slabs.
 */
final class StoredStatus {
    /** The latest Score record. */
    static final byte SCORE = 's';

    /** The latest Forecast record. */
    static final byte FORECAST = 'f';

    /** The state of the alarms that belong together, while they are open. */
    static final byte EPISODE = 'e';

    private final KeyValueStore<Bytes, byte[]> store;

    /** Not yet in the store; null is a deletion. */
    private final Map<Bytes, byte[]> changed = new HashMap<>();

    StoredStatus(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Where an entry lies. */
    static Bytes key(byte kind, String key) {
        byte[] name = StoreKeys.of(key).get();
        return Bytes.wrap(ByteBuffer.allocate(1 + name.length).put(kind).put(name).array());
    }

    /** The event's key of an entry. */
    static String text(Bytes entry) {
        byte[] bytes = entry.get();
        return StoreKeys.text(Bytes.wrap(java.util.Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    void put(byte kind, String key, byte[] value) {
        changed.put(key(kind, key), value);
    }

    /** The key's memory has ended, and with it what was said of it. */
    void forget(String key) {
        for (byte kind : new byte[] {SCORE, FORECAST, EPISODE}) {
            changed.put(key(kind, key), null);
        }
    }

    void flush() {
        changed.forEach(store::put);
        changed.clear();
    }
}
