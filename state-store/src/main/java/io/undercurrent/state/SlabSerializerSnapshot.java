package io.undercurrent.state;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Records which envelope format a checkpoint's slabs were written in.
 *
 * <p>Older formats are read as they are (every slab carries its own version); a newer format is
 * refused, because a slab that is silently misread would show only as odd forecasts.
 */
public final class SlabSerializerSnapshot implements TypeSerializerSnapshot<Slab> {
    private int slabVersion = SlabCodec.VERSION;

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(slabVersion);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
            throws IOException {
        if (readVersion != getCurrentVersion()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "slab serializer snapshot of version %d: this build reads %d",
                            readVersion,
                            getCurrentVersion()));
        }
        slabVersion = in.readInt();
    }

    @Override
    public TypeSerializer<Slab> restoreSerializer() {
        return new SlabSerializer();
    }

    @Override
    public TypeSerializerSchemaCompatibility<Slab> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Slab> old) {
        if (!(old instanceof SlabSerializerSnapshot snapshot)
                || snapshot.slabVersion > SlabCodec.VERSION) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        // Older formats are read as they are and rewritten with their key's next event.
        return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
}
