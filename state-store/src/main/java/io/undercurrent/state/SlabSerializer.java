package io.undercurrent.state;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads slabs for Flink's state backends, in bulk.
 *
 * <p>Each copy of the serializer (Flink makes one per thread) owns a byte buffer as large as the
 * largest slab that it has handled, so that a write or read allocates nothing but the slab itself.
 */
public final class SlabSerializer extends TypeSerializer<Slab> {
    private static final long serialVersionUID = 1L;

    private transient byte[] buffer = new byte[0];

    @Override
    public void serialize(Slab slab, DataOutputView target) throws IOException {
        byte[] bytes = buffer(SlabCodec.bytes(slab));
        target.write(bytes, 0, SlabCodec.encode(slab, bytes));
    }

    @Override
    public Slab deserialize(DataInputView source) throws IOException {
        int length = readWhole(source);
        try {
            return SlabCodec.decode(buffer, length);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Slab deserialize(Slab reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = readWhole(source);
        target.write(buffer, 0, length);
    }

    private int readWhole(DataInputView source) throws IOException {
        byte[] prefix = buffer(SlabCodec.PREFIX_BYTES);
        source.readFully(prefix, 0, SlabCodec.PREFIX_BYTES);
        int length;
        try {
            length = SlabCodec.encodedBytes(prefix);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        byte[] bytes = buffer(length);
        if (bytes != prefix) {
            System.arraycopy(prefix, 0, bytes, 0, SlabCodec.PREFIX_BYTES);
        }
        source.readFully(bytes, SlabCodec.PREFIX_BYTES, length - SlabCodec.PREFIX_BYTES);
        return length;
    }

    private byte[] buffer(int length) {
        if (buffer == null || buffer.length < length) {
            buffer = new byte[length];
        }
        return buffer;
    }

    @Override
    public Slab copy(Slab slab) {
        return slab.copy();
    }

    @Override
    public Slab copy(Slab slab, Slab reuse) {
        return slab.copy();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<Slab> duplicate() {
        return new SlabSerializer();
    }

    @Override
    public Slab createInstance() {
        throw new IllegalStateException("an empty slab needs a scorer's layout: Scorer.newSlab()");
    }

    @Override
    public int getLength() {
        return -1; // fixed for one model, but a state may hold slabs of several
    }

    @Override
    public TypeSerializerSnapshot<Slab> snapshotConfiguration() {
        return new SlabSerializerSnapshot();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlabSerializer;
    }

    @Override
    public int hashCode() {
        return SlabSerializer.class.hashCode();
    }
}
