package io.undercurrent.streams.scoring;

import java.util.Iterator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The keys of a store's entries. */
record KeyIterator(KeyValueIterator<Bytes, byte[]> entries) implements Iterator<Bytes> {
    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Bytes next() {
        return entries.next().key;
    }
}
