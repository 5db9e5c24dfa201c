package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.anomaly.AnomalyKind;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.spec.StreamSpec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an anomaly says of itself, in its sentence and beside it. */
class AnomalyTextTest {
    private static final List<String> FIELDS = List.of("pressure", "temperature");

    private static ScoreOutput alarm(AnomalyKind kind, int direction) {
        ScoreOutput out = new ScoreOutput(2);
        out.channel = 1;
        out.kind = kind;
        out.direction = direction;
        out.values[1] = 31.402;
        out.expected[1] = 20.1;
        out.lower[1] = 18.24999;
        out.upper[1] = 22.004;
        out.probability[1] = Double.NaN;
        out.pValue = 1 / 2345.6;
        out.gaps = 37.5;
        out.alarm = true;
        out.status = ScoreOutput.Status.SCORED;
        return out;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SPIKE|1|temperature is 31.4, a spike: usually 18.25 to 22, expected 20.1",
                "DIP|-1|temperature is 31.4, a dip: usually 18.25 to 22, expected 20.1",
                "LEVEL_SHIFT|1|temperature is 31.4, a level shift: it stays above its usual level after a jump",
                "LEVEL_SHIFT|-1|temperature is 31.4, a level shift: it stays below its usual level after a jump",
                "DRIFT|1|temperature is 31.4, a drift: it moved above its usual level little by little",
                "DRIFT|-1|temperature is 31.4, a drift: it moved below its usual level little by little",
                "SPREAD|1|temperature is 31.4, a spread: it changes more from event to event than before",
                "FLAT_LINE|1|temperature is 31.4, a flat line: it changes less from event to event than before",
                "SHAPE|-1|temperature is 31.4, an unusual shape: its latest course is unlike those before",
                "RARE_VALUE|0|temperature is 31.4, a rare value: hardly any was near it; usually 18.25 to 22, expected 20.1",
                "CORRELATION|0|the fields no longer move together as before; most surprising: temperature is 31.4, usually 18.25 to 22, expected 20.1",
                "MISSING_EVENTS|0|events are missing: the one with temperature = 31.4 came after 37.5 usual gaps between events",
                "UNLIKELY_EVENT|0|temperature is 31.402, an unlikely event, most likely was 20.1"
            })
    void eachKindHasASentence(AnomalyKind kind, int direction, String sentence) {
        ScoreOutput out = alarm(kind, direction);
        if (kind == AnomalyKind.UNLIKELY_EVENT) {
            sentence =
                    "temperature is 1234567, an unlikely event: its probability was 0.00012, most likely was 21";
            out.values[1] = 1_234_567;
            out.expected[1] = 21;
            out.probability[1] = 0.00012;
        }
        assertThat(AnomalyText.of(FIELDS, out)).isEqualTo(sentence + "; once in 2,300 events");
    }

    @Test
    void aRareValueLiesWithinItsUsualRange() {
        ScoreOutput out = alarm(AnomalyKind.RARE_VALUE, 0);
        out.values[1] = 20;
        assertThat(AnomalyText.of(FIELDS, out))
                .isEqualTo(
                        "temperature is 20, a rare value within its usual range 18.25 to 22; once in 2,300 events");
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        ScoreOutput out = alarm(AnomalyKind.SPIKE, 1);
        out.lower[1] = Double.NaN;
        out.expected[1] = Double.NaN;
        out.pValue = 1e-300;
        assertThat(AnomalyText.of(FIELDS, out))
                .isEqualTo(
                        "temperature is 31.4, a spike: no usual range is known; less than once in a billion events");
        out.kind = AnomalyKind.UNLIKELY_EVENT;
        out.values[1] = 7;
        assertThat(AnomalyText.of(FIELDS, out))
                .isEqualTo(
                        "temperature is 7, an unlikely event; less than once in a billion events");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "31.40, 31.4",
        "12345.678, 12350",
        "-1234567, -1235000",
        "123456789, 1.235e+08",
        "0.0012345, 0.001234",
        "-0.00000012345, -1.235e-07",
        "9.9999e99, 1.000e+100",
        "NaN, unknown",
        "Infinity, infinite",
        "-Infinity, -infinite"
    })
    void numbersAreShort(double number, String text) {
        assertThat(AnomalyText.number(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void noSentenceIsLongerThanItsBound(AnomalyKind kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int most = AnomalyText.MAX_OTHER_BYTES + 3 * AnomalyText.MAX_NAME_CHARS;
        for (int i = 0; i < 200; i++) {
            ScoreOutput out = alarm(kind, 1 - random.nextInt(3));
            for (double[] numbers :
                    List.of(out.values, out.expected, out.lower, out.upper, out.probability)) {
                double size = Math.pow(10, random.nextInt(-100, 101));
                numbers[1] = random.nextInt(9) == 0 ? Double.NaN : -size * random.nextDouble();
            }
            out.pValue = Math.pow(10, -0.7 - random.nextInt(300));
            String name = "x".repeat(random.nextInt(2)) + "\uD83D\uDE00".repeat(random.nextInt(99));
            String text = AnomalyText.of(List.of("", name), out);
            assertThat(text.getBytes(UTF_8).length)
                    .as("seed %d: %s", seed, text)
                    .isLessThanOrEqualTo(most);
            assertThat(new String(text.getBytes(UTF_8), UTF_8))
                    .as("seed %d: no character is cut in two", seed)
                    .isEqualTo(text);
        }
    }

    /** Each kind stands in the schema, which is a user's only list of them. */
    @ParameterizedTest
    @EnumSource
    void theRecordSaysTheKind(AnomalyKind kind) throws Exception {
        StreamSpec spec =
                StreamSpec.parse(
                        """
                        source: {topic: t, format: json, values: [pressure, temperature]}
                        kafka.bootstrap.servers: "nowhere:9092"
                        """,
                        "stream.yaml");
        Incoming in = new Incoming();
        in.topic = "t";
        in.offset = 7;
        in.key = "k";
        ScoreOutput out = alarm(kind, -1);
        out.severity = 0.8;
        out.shares[0] = 0.25;
        out.shares[1] = 0.75;
        Records records = new Records(spec, "m@1");
        Anomaly anomaly =
                new Wire<Anomaly>(Anomaly.getClassSchema()).decode(records.anomaly(in, out).value);
        assertThat(anomaly.getKind()).isEqualTo(kind.name());
        assertThat(Anomaly.getClassSchema().getField("kind").doc()).contains(kind.name());
        assertThat(anomaly.getSeverity()).isEqualTo(0.8);
        assertThat(anomaly.getDirection()).isEqualTo(-1);
        assertThat(anomaly.getShares()).containsExactly(0.25, 0.75);
        assertThat(anomaly.getText()).isEqualTo(AnomalyText.of(FIELDS, out));
    }
}
