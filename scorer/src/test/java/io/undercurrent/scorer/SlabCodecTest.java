package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.testing.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabCodecTest {
    private static final long[] NUMBERS = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 32, 1L << 62
    };

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
        Fuzz.cases(
                "slabs, flipped bits",
                500,
                random -> {
                    byte[] damaged = bytes.clone();
                    int at = random.nextInt(damaged.length);
                    damaged[at] ^= (byte) (1 << random.nextInt(8));
                    assertThatThrownBy(() -> SlabCodec.decode(damaged, damaged.length))
                            .as("byte %d", at)
                            .isInstanceOf(IllegalArgumentException.class);
                });
    }

    /**
     * A slab with the right checksum around wrong numbers: it is refused, or adopted and scored
     * with, and the key goes on.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "slab-v1-tiny.bin",
                "slab-v2-universal.bin",
                "slab-v3-tiny.bin",
                "slab-v4-tiny.bin",
                ""
            })
    void wrongNumbersAreRefusedOrTheKeyGoesOn(String golden) throws IOException {
        byte[] good =
                golden.isEmpty() ? encoded(used()) : SlabCodec.encode(SlabGoldenTest.read(golden));
        byte[] bytes = golden.isEmpty() ? good : SlabGoldenTest.bytes(golden);
        Scorer[] scorers = {
            scorer,
            new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1),
            new Scorer(Models.load("bundled:universal"), ScorerOptions.defaults(1), 1)
        };
        int[] refused = new int[1];
        Fuzz.cases(
                "slabs with right checksums" + (golden.isEmpty() ? "" : ", " + golden),
                300,
                random -> {
                    byte[] damaged = damaged(bytes, random);
                    try {
                        Slab slab = SlabCodec.decode(damaged, damaged.length);
                        for (Scorer one : scorers) {
                            goOn(one, slab.copy());
                        }
                    } catch (IllegalArgumentException e) {
                        refused[0]++;
                        assertThat(e.getMessage()).contains("slab");
                    }
                });
        assertThat(refused[0]).isPositive();
    }

    private static void goOn(Scorer one, Slab slab) {
        Slab own = one.adopt(slab);
        int fields = one.options().fields();
        ScoreOutput out = new ScoreOutput(fields);
        ForecastOutput forecast = new ForecastOutput(one.options());
        long time = Math.max(0, own.lastTimeMicros());
        for (int i = 0; i < 3; i++) {
            one.score(own, time + i, new double[fields], out);
            one.forecast(own, forecast);
        }
    }

    /**
     * Header fields get numbers that mean something, or any byte changes; the checksum is right.
     */
    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            int place = SlabCodec.PREFIX_BYTES + 8 * random.nextInt(SlabLayout.HEADER_LENGTH);
            switch (random.nextInt(4)) {
                case 0 -> buffer.putLong(place, NUMBERS[random.nextInt(NUMBERS.length)]);
                case 1 -> buffer.putLong(place, random.nextInt(-3, 1000));
                case 2 -> buffer.putInt(8 + 4 * random.nextInt(3), random.nextInt(-2, 5000));
                default ->
                        bytes[SlabCodec.PREFIX_BYTES + random.nextInt(bytes.length - 24)] =
                                (byte) random.nextInt();
            }
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        buffer.putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
        return bytes;
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
