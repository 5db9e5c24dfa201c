package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.testing.Fuzz;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EpisodeStateCodecTest {
    /** Written by the first build with this format; it must be read for ever. */
    private static final String VERSION_1 =
            "01000000000000001e0000000000000003010000000000000001000000000000000100000002"
                    + "0000000000000000000000010000000300000000000000080100000005742d332d3800000004"
                    + "73697465000000000000001e000000000000001e000000054d414a4f52000000000000000100"
                    + "000005742d332d38000000000000001e3fe4cccccccccccd3f50624dd2f1a9fc000000046c6f"
                    + "616440220000000000003ff000000000000000000000000000004000000000000000";

    private static Told full() {
        Told key = new Told();
        key.alarm(1, 0.5);
        key.alarm(0, 1, 1, 0.5);
        key.alarm(3, 8, 30, 0.65);
        return key;
    }

    @Test
    void aDecodedStateContinuesAlike() {
        Told kept = full();
        Told moved = full();
        moved.state = EpisodeStateCodec.decode(EpisodeStateCodec.encode(moved.state));
        for (Told key : new Told[] {kept, moved}) {
            key.alarm(3, 8, 30, 0.65);
            key.alarm(3, 9, 31, 0.9);
            key.pass(60);
        }
        assertThat(moved.changes).isEqualTo(kept.changes);
        byte[] empty = EpisodeStateCodec.encode(new EpisodeState());
        assertThat(EpisodeStateCodec.encode(EpisodeStateCodec.decode(empty))).isEqualTo(empty);
    }

    @Test
    void theFirstFormatIsStillReadAndWritten() {
        byte[] golden = HexFormat.of().parseHex(VERSION_1);
        assertThat(HexFormat.of().formatHex(EpisodeStateCodec.encode(full().state)))
                .isEqualTo(VERSION_1);
        assertThat(EpisodeStateCodec.decode(golden).open()).isEqualTo(full().state.open());
    }

    /** What is read can be written again, and a tracker goes on with it. */
    @Test
    void damagedBytesAreRefusedOrRead() {
        byte[] bytes = EpisodeStateCodec.encode(full().state);
        int[] refused = new int[1];
        Fuzz.cases(
                "episode states",
                2_000,
                random -> {
                    try {
                        Told key = new Told();
                        key.state = EpisodeStateCodec.decode(Fuzz.damaged(bytes, random, "MINOR"));
                        EpisodeStateCodec.encode(key.state);
                        key.pass(60);
                        key.alarm(3, 90, 3000, 0.9);
                    } catch (IllegalArgumentException e) {
                        refused[0]++;
                        assertThat(e).hasMessageStartingWith("episode state: ");
                    }
                });
        assertThat(refused[0]).isPositive();
    }

    @Test
    void newerAndDamagedBytesAreRefused() {
        byte[] bytes = EpisodeStateCodec.encode(full().state);
        byte[] newer = bytes.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> EpisodeStateCodec.decode(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format version 2; allowed is 1");
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EpisodeStateCodec.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("its " + length + " bytes are damaged");
        }
        assertThatThrownBy(() -> EpisodeStateCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("1 bytes follow its end");
    }
}
