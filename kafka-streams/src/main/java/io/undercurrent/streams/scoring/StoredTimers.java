package io.undercurrent.streams.scoring;

import io.undercurrent.stream.keystates.KeyTimers;
import io.undercurrent.stream.keystates.Timers;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the timers of keys in a separate store, sorted by due time: eight bytes of time, four of
 * what the timer remembers, then the key. Kafka Streams has punctuators, but not per key, and they
 * do not survive a restart.
 */
final class StoredTimers implements Timers {
    private static final byte[] SET = {};
    private static final int PREFIX_BYTES = Long.BYTES + Integer.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final KeyTimers keys;

    /** No timer is due before this time. It saves a store lookup for nearly all events. */
    private long nothingBefore = Long.MIN_VALUE;

    StoredTimers(KeyValueStore<Bytes, byte[]> store, KeyTimers keys) {
        this.store = store;
        this.keys = keys;
    }

    @Override
    public void register(String key, int note, long millis) {
        byte[] name = StoreKeys.of(key).get();
        ByteBuffer timer = ByteBuffer.allocate(PREFIX_BYTES + name.length);
        timer.putLong(millis ^ Long.MIN_VALUE).putInt(note).put(name);
        store.put(Bytes.wrap(timer.array()), SET);
        nothingBefore = Math.min(nothingBefore, millis);
    }

    @Override
    public void fire(long millis, BooleanSupplier enough) throws Exception {
        while (millis >= nothingBefore) {
            Bytes first = next();
            if (first == null) {
                nothingBefore = Long.MAX_VALUE;
                return;
            }
            ByteBuffer next = ByteBuffer.wrap(first.get());
            long due = next.getLong(0) ^ Long.MIN_VALUE;
            nothingBefore = due;
            if (due > millis) {
                return;
            }
            store.delete(first);
            byte[] name = new byte[next.capacity() - PREFIX_BYTES];
            next.get(PREFIX_BYTES, name);
            keys.onTimer(StoreKeys.text(Bytes.wrap(name)), next.getInt(Long.BYTES), due);
            if (enough.getAsBoolean()) {
                return;
            }
        }
    }

    /**
     * The first timer, or null. The range starts at the last known time, so that RocksDB does not
     * scan the tombstones before it.
     */
    private Bytes next() {
        Bytes from =
                Bytes.wrap(
                        ByteBuffer.allocate(Long.BYTES)
                                .putLong(nothingBefore ^ Long.MIN_VALUE)
                                .array());
        try (KeyValueIterator<Bytes, byte[]> timers = store.range(from, null)) {
            return timers.hasNext() ? timers.peekNextKey() : null;
        }
    }
}
