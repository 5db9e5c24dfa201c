package io.undercurrent.streams.scoring;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

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

    /** All entries of a kind, by the event's key. */
    static void read(
            ReadOnlyKeyValueStore<Bytes, byte[]> from,
            byte kind,
            BiConsumer<String, byte[]> entries) {
        // The end of a range belongs to it; that entry is another kind's, of the key without text.
        Bytes first = Bytes.wrap(new byte[] {kind});
        Bytes end = Bytes.wrap(new byte[] {(byte) (kind + 1)});
        try (KeyValueIterator<Bytes, byte[]> all = from.range(first, end)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (entry.key.get()[0] == kind) {
                    entries.accept(text(entry.key), entry.value);
                }
            }
        }
    }

    /** All entries of a kind that are in the store. */
    void read(byte kind, BiConsumer<String, byte[]> entries) {
        read(store, kind, entries);
    }

    /** Null deletes. */
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
