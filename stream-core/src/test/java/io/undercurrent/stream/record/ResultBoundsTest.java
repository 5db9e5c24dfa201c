package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.anomaly.AnomalyKind;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Silence;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** The arithmetic beside the largest records that a stream's declaration allows. */
class ResultBoundsTest {
    private static final String MODEL = "universal@0123456789ab";

    private static StreamSpec spec(int fields, int horizon, int key, int kept, boolean group) {
        String names =
                IntStream.range(0, fields)
                        .mapToObj(i -> "v\u00e4" + i)
                        .collect(Collectors.joining(", "));
        String named = group ? ", group-field: site" : "";
        String text =
                String.format(
                        Locale.ROOT,
                        """
                source: {topic: largest, format: json, values: [%s], max-key-bytes: %dB, key: {from: field, field: id}%s}
                forecast: {horizon: %d}
                sink.dead-letter-max-bytes: %dB
                checkpoint.folder: unused
                kafka.bootstrap.servers: "nowhere:9092"
                """,
                        names,
                        key,
                        named,
                        horizon,
                        kept);
        return StreamSpec.parse(text, "largest.yaml");
    }

    private static Incoming largest(StreamSpec spec, int kept) {
        Incoming in = new Incoming();
        in.topic = spec.source().topic();
        in.partition = Integer.MAX_VALUE;
        in.offset = Long.MAX_VALUE;
        in.timestamp = 253_402_300_799_999L;
        in.timeMicros = -62_135_596_800_000_000L;
        in.key = "k".repeat(spec.source().maxKeyBytes());
        in.group = spec.source().groupField() == null ? null : "\u20ac".repeat(512);
        in.rawKey = new byte[kept];
        in.rawValue = new byte[kept];
        return in;
    }

    private static long bytes(StreamSpec spec, Outgoing out) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.NONE.type(),
                out.key,
                out.value,
                new ResultRouting(spec.sink()).headers(out).toArray());
    }

    private static void compare(StreamSpec spec, Outgoing out, String story) {
        ResultBounds.Bound bound = new ResultBounds(spec, MODEL).of(out.kind);
        long actual = bytes(spec, out);
        assertThat(bound.bytes())
                .as("%s %s: %s", story, out.kind, bound.text())
                .isBetween(actual, 2 * actual)
                .isLessThanOrEqualTo(new ResultBounds(spec, null).of(out.kind).bytes());
        assertThat(bound.text()).endsWith(" = " + bound.bytes() + " bytes");
    }

    @Test
    void noRecordIsLargerAndNoneIsHalfAsLarge() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 40; i++) {
            int fields = 1 + random.nextInt(64);
            int horizon = 1 + random.nextInt(1024);
            int key = 16 + random.nextInt(5000);
            int kept = random.nextInt(100_000);
            StreamSpec spec = spec(fields, horizon, key, kept, random.nextBoolean());
            String story =
                    String.format(
                            Locale.ROOT,
                            "seed %d: %d fields, horizon %d, key %d, kept %d",
                            seed,
                            fields,
                            horizon,
                            key,
                            kept);
            Records records = new Records(spec, MODEL);
            Incoming in = largest(spec, kept);
            ScoreOutput score = new ScoreOutput(fields);
            Arrays.fill(score.values, 1.5);
            Arrays.fill(score.expected, 1.5);
            Arrays.fill(score.lower, 1.5);
            Arrays.fill(score.upper, 1.5);
            score.channel = fields - 1;
            score.status = ScoreOutput.Status.SCORED;
            score.kind = AnomalyKind.CORRELATION;
            score.pValue = 1e-6;
            ForecastOutput forecast = new ForecastOutput(StreamOptions.scorer(spec));
            compare(spec, records.score(in, score), story);
            Outgoing anomaly = records.anomaly(in, score);
            Silence silent = new Silence(Long.MIN_VALUE / 8, Long.MAX_VALUE, 1, 0.9, 1e-6);
            Outgoing silence = records.silence(in.key, in.timestamp, silent, in.timeMicros);
            // Both are anomalies, so one bound holds for both.
            boolean longer = bytes(spec, silence) > bytes(spec, anomaly);
            compare(spec, longer ? silence : anomaly, story);
            compare(spec, records.forecast(in, forecast, Long.MAX_VALUE), story);
            String detail = "\u20ac".repeat(5000);
            Outgoing letter = records.deadLetter(in, DeadLetterReason.TIME_AHEAD, detail);
            compare(spec, letter, story);
        }
    }

    @Test
    void theArithmeticIsInTheMessage() {
        StreamSpec spec = spec(16, 1024, 1024, 65536, false);
        ResultBounds.Bound forecast = new ResultBounds(spec, null).of(Outgoing.Kind.FORECAST);
        assertThat(forecast.text())
                .startsWith("a forecast: 16 fields x 1024 steps x (11 levels + 1) x 8 bytes + ")
                .contains("source.max-key-bytes = 1024");
        assertThat(forecast.bytes()).isBetween(1_572_864L, 1_585_000L);
        assertThat(new ResultBounds(spec, null).largest()).isEqualTo(forecast.bytes());
    }

    @Test
    void aLongDetailIsCutBetweenCharacters() {
        for (int pad = 0; pad < 4; pad++) {
            String text = "x".repeat(pad) + "\uD83D\uDE00".repeat(1000);
            String cut = Records.cut(text);
            assertThat(cut.getBytes(UTF_8).length)
                    .isBetween(Records.MAX_DETAIL_BYTES - 4, Records.MAX_DETAIL_BYTES);
            assertThat(cut).endsWith("...").doesNotContain("\uFFFD");
            assertThat(text).startsWith(cut.substring(0, cut.length() - 3));
        }
        assertThat(Records.cut("\u20ac".repeat(682))).hasSize(682);
    }
}
