package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A backend that serialises, in a map; counts what it is asked and can fail. */
final class BytesBackend implements SlabState {
    private Map<String, byte[]> slabs = new HashMap<>();
    int reads;
    int writes;
    boolean fails;

    @Override
    public Slab read(String key) {
        reads++;
        byte[] bytes = slabs.get(key);
        return bytes == null ? null : SlabCodec.decode(bytes, bytes.length);
    }

    @Override
    public void write(String key, Slab slab) throws IOException {
        if (fails) {
            throw new IOException("disk full");
        }
        writes++;
        slabs.put(key, bytes(slab));
    }

    @Override
    public void clear(String key) {
        slabs.remove(key);
    }

    /** What a checkpoint would hold; later writes leave it as it is. */
    Map<String, byte[]> snapshot() {
        return new HashMap<>(slabs);
    }

    /** A backend restored from a checkpoint. */
    static BytesBackend of(Map<String, byte[]> snapshot) {
        BytesBackend restored = new BytesBackend();
        restored.slabs = new HashMap<>(snapshot);
        return restored;
    }

    static byte[] bytes(Slab slab) {
        byte[] bytes = new byte[SlabCodec.bytes(slab)];
        SlabCodec.encode(slab, bytes);
        return bytes;
    }
}
