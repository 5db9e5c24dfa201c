package io.undercurrent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SlabSerializerTest {
    private final Scorer scorer;
    private final SlabSerializer serializer = new SlabSerializer();

    SlabSerializerTest() throws IOException {
        scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
    }

    @Test
    void slabsOfSeveralLayoutsFollowOneAnother() throws IOException {
        Scorer wide = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(3), 1);
        Slab small = scorer.newSlab();
        Slab large = wide.newSlab();
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(small, out);
        serializer.serialize(large, out);
        serializer.serialize(small, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(bytes(serializer.deserialize(in))).isEqualTo(bytes(small));
        assertThat(bytes(serializer.deserialize(in))).isEqualTo(bytes(large));
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(in, copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes(small));
    }

    @Test
    void aCopySharesNothing() {
        Slab slab = scorer.newSlab();
        byte[] before = bytes(slab);
        Slab copy = serializer.copy(slab);
        scorer.score(copy, 1, new double[] {2}, new ScoreOutput(1));
        assertThat(bytes(slab)).isEqualTo(before);
        assertThat(bytes(copy)).isNotEqualTo(before);
    }

    @Test
    void damagedBytesAreAnIoErrorWithTheReason() throws IOException {
        byte[] bytes = bytes(scorer.newSlab());
        bytes[100] ^= 1;
        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void theSnapshotRestoresASerializerAndRefusesNewerFormats() throws IOException {
        SlabSerializerSnapshot old = readBack(SlabCodec.VERSION);
        TypeSerializerSnapshot<Slab> current = serializer.snapshotConfiguration();
        assertThat(old.restoreSerializer()).isEqualTo(serializer);
        assertThat(current.resolveSchemaCompatibility(old).isCompatibleAsIs()).isTrue();
        SlabSerializerSnapshot first = readBack(1);
        assertThat(current.resolveSchemaCompatibility(first).isCompatibleAsIs()).isTrue();
        SlabSerializerSnapshot newer = readBack(SlabCodec.VERSION + 1);
        assertThat(current.resolveSchemaCompatibility(newer).isIncompatible()).isTrue();
    }

    private static SlabSerializerSnapshot readBack(int version) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4);
        out.writeInt(version);
        SlabSerializerSnapshot snapshot = new SlabSerializerSnapshot();
        snapshot.readSnapshot(
                1,
                new DataInputDeserializer(out.getCopyOfBuffer()),
                SlabSerializerTest.class.getClassLoader());
        return snapshot;
    }

    private static byte[] bytes(Slab slab) {
        byte[] bytes = new byte[SlabCodec.bytes(slab)];
        SlabCodec.encode(slab, bytes);
        return bytes;
    }
}
