package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.testing.Fuzz;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EpisodeCodecTest {
    /** Written by a build that kept its own account of episodes. */
    private static final String OLDER_BUILD =
            "01000000000000001e0000000000000003010000000000000001000000000000000100000002"
                    + "0000000000000000000000010000000300000000000000080100000005742d332d3800000004"
                    + "73697465000000000000001e000000000000001e000000054d414a4f52000000000000000100"
                    + "000005742d332d38000000000000001e3fe4cccccccccccd3f50624dd2f1a9fc000000046c6f"
                    + "616440220000000000003ff000000000000000000000000000004000000000000000";

    private static final EpisodeCodec.Open OPEN =
            new EpisodeCodec.Open(
                    new Episode("t-3-8", 30, 30, Told.alarm("t-3-8", 30, 0.65), Severity.MAJOR, 1),
                    "site");

    @Test
    void whatAnOlderBuildCalledOpenIsOver() {
        assertThat(EpisodeCodec.decode(HexFormat.of().parseHex(OLDER_BUILD))).isNull();
        byte[] none = new byte[39]; // version, 33 bytes, no partition, not open
        none[0] = 1;
        assertThat(EpisodeCodec.decode(none)).isNull();
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(EpisodeCodec.decode(EpisodeCodec.encode(OPEN))).isEqualTo(OPEN);
        EpisodeCodec.Open alone = new EpisodeCodec.Open(OPEN.episode(), null);
        assertThat(EpisodeCodec.decode(EpisodeCodec.encode(alone))).isEqualTo(alone);
    }

    @Test
    void damagedBytesAreRefusedOrRead() {
        byte[] bytes = EpisodeCodec.encode(OPEN);
        int[] refused = new int[1];
        Fuzz.cases(
                "open episodes",
                2_000,
                random -> {
                    try {
                        EpisodeCodec.Open read =
                                EpisodeCodec.decode(Fuzz.damaged(bytes, random, "MINOR"));
                        if (read != null) {
                            EpisodeCodec.encode(read);
                        }
                    } catch (IllegalArgumentException e) {
                        refused[0]++;
                        assertThat(e).hasMessageStartingWith("open episode: ");
                    }
                });
        assertThat(refused[0]).isPositive();
    }

    @Test
    void newerAndDamagedBytesAreRefused() {
        byte[] bytes = EpisodeCodec.encode(OPEN);
        byte[] newer = bytes.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> EpisodeCodec.decode(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format version 2; allowed is 1");
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EpisodeCodec.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("its " + length + " bytes are damaged");
        }
        assertThatThrownBy(() -> EpisodeCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("1 bytes follow its end");
    }
}
