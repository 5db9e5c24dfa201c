package io.undercurrent.streams.scoring;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.memory.SlabState;
import io.undercurrent.stream.metrics.Count;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Slabs in a Kafka Streams store, encoded as everywhere outside the process. */
final class StoredSlabs implements SlabState {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Count bytesWritten;
    private final Consumer<String> forgotten;

    /** The last one is told of keys whose memory goes. */
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

    /** The array goes to RocksDB and to the changelog's producer, so each write makes its own. */
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
