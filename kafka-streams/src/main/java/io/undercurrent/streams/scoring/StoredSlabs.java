package io.undercurrent.streams.scoring;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.keystates.SlabState;
import io.undercurrent.stream.metrics.Count;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps slabs in a Kafka Streams store, in the encoding that is used everywhere outside the
 * process.
 */
final class StoredSlabs implements SlabState {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Count bytesWritten;
    private final Consumer<String> forgotten;

    /** Creates the state; {@code forgotten} is called with each key whose slab is deleted. */
    StoredSlabs(
            KeyValueStore<Bytes, byte[]> store, Count bytesWritten, Consumer<String> forgotten) {
        this.store = store;
        this.bytesWritten = bytesWritten;
        this.forgotten = forgotten;
    }

    @Override
    public Slab read(String key) {
        byte[] bytes = store.get(StoreKeys.of(key));
        return bytes == null ? null : SlabCodec.decode(bytes, bytes.length);
    }

    /** RocksDB and the changelog's producer keep the array, so each write allocates a new one. */
    @Override
    public void write(String key, Slab slab) {
        byte[] bytes = SlabCodec.encode(slab);
        store.put(StoreKeys.of(key), bytes);
        bytesWritten.inc(bytes.length);
    }

    @Override
    public void clear(String key) {
        store.delete(StoreKeys.of(key));
        forgotten.accept(key);
    }
}
