package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.Silence;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The anomaly that reports a silent key. */
class SilenceRecordTest {
    private static final long MINUTE = 60_000_000;

    @ParameterizedTest
    @CsvSource({
        "300_000_000, 10_000_000, 5 min, 10 s",
        "119_000_000, 1_500, 119 s, 1500 us",
        "7_199_000_000, 2_000, 120 min, 2 ms",
        "9_000_000_000, 60_000_000, 2.5 h, 60 s",
        "4_320_000_000_000, 86_400_000_000, 50 d, 24 h",
        "31_536_000_000_000_000, 0, 365000 d, 0 us",
    })
    void theSentence(String silent, String usual, String duration, String gap) {
        long micros = Long.parseLong(silent.replace("_", ""));
        long every = Long.parseLong(usual.replace("_", ""));
        assertThat(AnomalyText.of("pump-7", new Silence(0, micros, every, 0.6, 1 / 2300.0)))
                .isEqualTo(
                        "no event of pump-7 for "
                                + duration
                                + "; usually one comes every "
                                + gap
                                + "; once in 2,300 events");
    }

    @Test
    void itsIdIsThatOfTheSilenceAndOfNoEvent() {
        String id = SilenceId.of("pump-7", -5);
        assertThat(id).isEqualTo(SilenceId.of("pump-7", -5)).endsWith("--5");
        assertThat(SilenceId.is(id)).isTrue();
        assertThat(SilenceId.is(SilenceId.of("", Long.MIN_VALUE))).isTrue();
        assertThat(SilenceId.of("", Long.MIN_VALUE)).hasSize(SilenceId.MAX_BYTES);
        assertThat(id)
                .isNotEqualTo(SilenceId.of("pump-8", -5))
                .isNotEqualTo(SilenceId.of("pump-7", -4));
        assertThat(SilenceId.is("silence-2147483647-9223372036854775807")).isFalse();
        assertThat(SilenceId.is("silence-0123456789abcdef-0-12")).isFalse();
        assertThat(SilenceId.is("events-0-12")).isFalse();
    }

    @Test
    void itHasTheKeyInTheSourcesEncoding() throws IOException {
        StreamSpec spec =
                StreamSpec.parse(
                        """
                        source: {topic: t, format: json, values: [pressure, temperature], key.encoding: hex}
                        kafka.bootstrap.servers: "nowhere:9092"
                        """,
                        "stream.yaml");
        Silence silence = new Silence(7 * MINUTE, 5 * MINUTE, MINUTE / 6, 0.75, 1e-9);
        Outgoing out = new Records(spec, "m@1").silence("00ff", 1234, silence, 13 * MINUTE);
        assertThat(out.kind).isEqualTo(Outgoing.Kind.ANOMALY);
        assertThat(out.key).containsExactly(0, 0xff);
        assertThat(out.timestamp).isEqualTo(1234);
        assertThat(out.modelId).isEqualTo("m@1");
        Anomaly anomaly = new Wire<Anomaly>(Anomaly.getClassSchema()).decode(out.value);
        assertThat(anomaly.getKey()).isEqualTo("00ff");
        assertThat(anomaly.getTime()).isEqualTo(Instant.ofEpochSecond(13 * 60));
        assertThat(anomaly.getSince()).isEqualTo(Instant.ofEpochSecond(7 * 60));
        assertThat(anomaly.getField()).isEqualTo("pressure");
        assertThat(anomaly.getShares()).containsExactly(0.0, 0.0);
        assertThat(anomaly.getScore()).isEqualTo(0.75);
        assertThat(anomaly.getId().getBytes(UTF_8)).hasSizeLessThan(SilenceId.MAX_BYTES);
        StreamSpec utf8 =
                StreamSpec.parse(
                        """
                        source: {topic: t, format: json, values: [pressure]}
                        kafka.bootstrap.servers: "nowhere:9092"
                        """,
                        "stream.yaml");
        assertThat(new Records(utf8, "m@1").silence("p\u00e4", 1, silence, 0).key)
                .isEqualTo("p\u00e4".getBytes(UTF_8));
    }
}
