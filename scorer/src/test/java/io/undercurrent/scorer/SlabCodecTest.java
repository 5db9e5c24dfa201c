package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlabCodecTest {
    private final Scorer scorer;

    SlabCodecTest() throws IOException {
        scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(2), 1);
    }

    @Test
    void whatWasWrittenIsReadBitByBit() {
        Slab slab = used();
        byte[] bytes = encoded(slab);
        Slab read = SlabCodec.decode(bytes, bytes.length);
        assertThat(read.header).isEqualTo(slab.header);
        assertThat(read.doubles).isEqualTo(slab.doubles);
        assertThat(read.floats).isEqualTo(slab.floats);
    }

    @Test
    void bytesAreWhatTheFormulaSays() {
        assertThat(encoded(used())).hasSize(scorer.layout().bytes());
        assertThat(
                        scorer.layout().components().stream()
                                .mapToInt(SlabLayout.Component::bytes)
                                .sum())
                .isEqualTo(scorer.layout().bytes());
    }

    @Test
    void aFlippedBitIsAnErrorAndNeverAnotherSlab() {
        byte[] bytes = encoded(used());
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> SlabCodec.decode(damaged, damaged.length))
                    .as("seed %d, byte %d", seed, at)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCutSlabIsAnError() {
        byte[] bytes = encoded(used());
        for (int length : new int[] {0, 3, 20, 23, 24, bytes.length - 1}) {
            assertThatThrownBy(
                            () ->
                                    SlabCodec.decode(
                                            Arrays.copyOf(bytes, Math.max(20, length)), length))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNewerFormatIsRefusedByItsNumber() {
        byte[] bytes = encoded(used());
        bytes[4] = (byte) (SlabCodec.VERSION + 1);
        assertThatThrownBy(() -> SlabCodec.decode(bytes, bytes.length))
                .hasMessageContaining("format version " + (SlabCodec.VERSION + 1))
                .hasMessageContaining("reads 1 to " + SlabCodec.VERSION);
    }

    private Slab used() {
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(2);
        for (int i = 0; i < 50; i++) {
            scorer.score(slab, i * 1_000_000L, new double[] {i % 7, -i}, out);
        }
        return slab;
    }

    private static byte[] encoded(Slab slab) {
        byte[] bytes = new byte[SlabCodec.bytes(slab)];
        assertThat(SlabCodec.encode(slab, bytes)).isEqualTo(bytes.length);
        return bytes;
    }
}
