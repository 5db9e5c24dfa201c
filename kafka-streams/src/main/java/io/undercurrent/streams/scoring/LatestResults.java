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
 * Keeps each key's latest results in a store that queries read: one encoded record per kind and
 * key, under a letter for the kind followed by the key. They are written once per commit, like the
 * slabs.
 */
final class LatestResults {
    /** The latest Score record. */
    static final byte SCORE = 's';

    /** The latest Forecast record. */
    static final byte FORECAST = 'f';

    /** The open episode. */
    static final byte EPISODE = 'e';

    private final KeyValueStore<Bytes, byte[]> store;

    /** Entries that are not in the store yet; a null value is a deletion. */
    private final Map<Bytes, byte[]> changed = new HashMap<>();

    LatestResults(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The entry key of a kind and an event's key. */
    static Bytes key(byte kind, String key) {
        byte[] name = StoreKeys.of(key).get();
        return Bytes.wrap(ByteBuffer.allocate(1 + name.length).put(kind).put(name).array());
    }

    /** The event's key of an entry key. */
    static String text(Bytes entry) {
        byte[] bytes = entry.get();
        return StoreKeys.text(Bytes.wrap(java.util.Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    /** Passes on all entries of a kind, with the event's key. */
    static void read(
            ReadOnlyKeyValueStore<Bytes, byte[]> from,
            byte kind,
            BiConsumer<String, byte[]> entries) {
        // A range includes its end, which would be another kind's entry for the empty key.
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

    /**
     * Passes on all entries of a kind that are in the store; entries not yet flushed are missing.
     */
    void read(byte kind, BiConsumer<String, byte[]> entries) {
        read(store, kind, entries);
    }

    /** Writes an entry with the next flush; a null value deletes it. */
    void put(byte kind, String key, byte[] value) {
        changed.put(key(kind, key), value);
    }

    /** Deletes a key's results with the next flush, because its key state was deleted. */
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
