package io.undercurrent.state;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.keystates.SlabState;
import io.undercurrent.stream.metrics.Count;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Stores slabs in Flink's keyed state. Every access sets the current key here, so an operator that
 * uses this class need not set the key of each record: a cache hit computes no key group and no key
 * bytes.
 */
public final class KeyedSlabs implements SlabState {
    private final KeyContext context;
    private final ValueState<Slab> state;
    private final Count bytesWritten;

    /**
     * Creates the store of one keyed state.
     *
     * @param context sets the backend's current key
     * @param state holds the slabs
     * @param bytesWritten counts the encoded bytes of every slab that is handed to the backend; the
     *     heap backend takes the slab by reference, so there they are not really written
     */
    public KeyedSlabs(KeyContext context, ValueState<Slab> state, Count bytesWritten) {
        this.context = context;
        this.state = state;
        this.bytesWritten = bytesWritten;
    }

    @Override
    public Slab read(String key) throws Exception {
        context.setCurrentKey(key);
        return state.value();
    }

    @Override
    public void write(String key, Slab slab) throws Exception {
        context.setCurrentKey(key);
        state.update(slab);
        bytesWritten.inc(SlabCodec.bytes(slab));
    }

    @Override
    public void clear(String key) throws Exception {
        context.setCurrentKey(key);
        state.clear();
    }
}
