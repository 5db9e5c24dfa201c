package io.undercurrent.spec.decode;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static io.undercurrent.spec.decode.Decoding.assertRefused;
import static io.undercurrent.spec.decode.Decoding.decode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
    private final EventDecoder flat =
            Decoding.decoder(
                    "source: {format: json, time: {unit: ms}, values: [x, y], key: {from: field}}");
    private final EventDecoder nested =
            Decoding.decoder(
                    """
                    source:
                      format: json
                      key: {from: field, field: meta.id}
                      time: {field: meta.at}
                      values: [readings.1.v, 'cpu\\.load', readings.0.v]
                    """);

    private void refused(String value, DeadLetterReason reason, String detail) {
        assertRefused(flat, null, value, reason, detail);
    }

    @Test
    void theDeclaredFieldsAreReadWhateverTheirOrder() throws Exception {
        assertEvent(
                decode(flat, null, "{\"x\":1.5,\"key\":\"k\",\"y\":-2,\"time\":1700000000123}"),
                "k",
                1700000000123000L,
                1.5,
                -2);
        assertEvent(
                decode(flat, null, " {\"time\" : 5, \"y\":1e-3,\"x\":0 , \"key\":17}\n"),
                "17",
                5000,
                0,
                0.001);
    }

    @Test
    void pathsReachIntoObjectsAndArrays() throws Exception {
        String value =
                """
                {"skipped": {"meta": {"id": 1}, "deep": [[[{"v": 1}]]]},
                 "meta": {"id": "m", "more": [1, 2], "at": "2026-01-02T03:04:05.5+01:00"},
                 "readings": [{"v": 1, "w": {}}, {"v": 2}, {"v": 3}, 4, null],
                 "cpu": {"load": 9}, "cpu.load": 7}
                """;
        assertEvent(decode(nested, null, value), "m", 1_767_319_445_500_000L, 2, 7, 1);
    }

    @Test
    void nullAndNanAreMissing() throws Exception {
        assertEvent(
                decode(flat, null, "{\"key\":\"k\",\"time\":1,\"x\":null,\"y\":NaN}"),
                "k",
                1000,
                Double.NaN,
                Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e101", "-1.5E200", "1e-101", "5e-324"})
    void valuesBeyondTheLimitsAreRefused(String number) throws Exception {
        refused(
                "{\"key\":\"k\",\"time\":1,\"x\":" + number + ",\"y\":1}",
                DeadLetterReason.BAD_VALUE,
                "allowed are 0 and numbers of a magnitude from 1e-100 to 1e100, null and NaN");
        assertEvent(
                decode(flat, null, "{\"key\":\"k\",\"time\":1,\"x\":-1e100,\"y\":1e-100}"),
                "k",
                1000,
                -1e100,
                1e-100);
    }

    @Test
    void anAbsentFieldIsNotMissingButRefused() {
        refused(
                "{\"key\":\"k\",\"time\":1,\"x\":1}",
                DeadLetterReason.MISSING_VALUE,
                "value field 'y' is absent; a value that is not known is written null or NaN");
        assertRefused(
                nested,
                null,
                "{\"meta\":{\"id\":1,\"at\":\"2026-01-02\"},\"readings\":7,\"cpu.load\":1}",
                DeadLetterReason.MISSING_VALUE,
                "'readings.1.v'");
    }

    @ParameterizedTest
    @CsvSource({"Infinity", "-Infinity", "1e999", "-1e400"})
    void infiniteNumbersAreRefused(String number) {
        refused(
                "{\"key\":\"k\",\"time\":1,\"x\":" + number + ",\"y\":1}",
                DeadLetterReason.INFINITE_VALUE,
                "value field 'x' is " + (number.startsWith("-") ? "-" : "") + "Infinity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1.5\" | the text '1.5'",
                "\"\" | the text ''",
                "true | true",
                "{} | an object",
                "[1] | an array"
            })
    void whatIsNoNumberIsRefused(String found, String shown) {
        refused(
                "{\"key\":\"k\",\"time\":1,\"y\":1,\"x\":" + found + "}",
                DeadLetterReason.BAD_VALUE,
                "value field 'x' is " + shown);
    }

    @Test
    void foreignTextIsCutAndMadeHarmless() {
        refused(
                "{\"key\":\"k\",\"time\":1,\"y\":1,\"x\":\"\\u001b[31m" + "a".repeat(200) + "\"}",
                DeadLetterReason.BAD_VALUE,
                "the text '?[31m" + "a".repeat(95) + "...';");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | is absent, null or empty",
                "\"\" | is absent, null or empty",
                "true | is true; allowed are texts",
                "1.5 | is 1.5; allowed are texts",
                "[] | is an array; allowed are texts"
            })
    void whatIsNoKeyIsRefused(String found, String shown) {
        refused(
                "{\"time\":1,\"x\":1,\"y\":1,\"key\":" + found + "}",
                DeadLetterReason.MISSING_KEY,
                shown);
        refused(
                "{\"time\":1,\"x\":1,\"y\":1}",
                DeadLetterReason.MISSING_KEY,
                "key field 'key' is absent, null or empty");
    }

    @Test
    void timesAreOfTheDeclaredKind() {
        String rest = ",\"x\":1,\"y\":1,\"key\":\"k\"}";
        refused(rest.replaceFirst(",", "{"), DeadLetterReason.MISSING_TIME, "time field 'time'");
        refused("{\"time\":null" + rest, DeadLetterReason.MISSING_TIME, "absent, null or empty");
        refused(
                "{\"time\":\"1700000000123\"" + rest,
                DeadLetterReason.BAD_TIME,
                "source.time.unit expects a number without quotes");
        refused("{\"time\":{}" + rest, DeadLetterReason.BAD_TIME, "time field 'time' is an object");
        refused("{\"time\":1e30" + rest, DeadLetterReason.BAD_TIME, "outside the years 1 to 9999");
        refused("{\"time\":NaN" + rest, DeadLetterReason.BAD_TIME, "'NaN'");
        assertRefused(
                nested,
                null,
                "{\"meta\":{\"id\":1,\"at\":1700000000}}",
                DeadLetterReason.BAD_TIME,
                "source.time.unit expects a text; for numbers set it to s, ms, us or ns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[1]",
                "7",
                "{",
                "{\"key\":",
                "{\"key\":\"k\",\"time\":1,\"x\":1,\"y\":1",
                "{\"key\":\"k\",\"time\":1,\"x\":1,\"y\":1} {}",
                "{\"key\":\"k\",\"time\":1,\"x\":1,\"y\":1,}",
                "{'key':1}",
                "{\"key\":\"k\",\"time\":1,\"x\":01,\"y\":1}",
                "{\"key\":\"k\",\"time\":1,\"x\":1,\"y\":1,\"x\":1}",
                "{\"key\":\"k\",\"time\":1,\"time\":1,\"x\":1,\"y\":1}",
                "{\"key\":\"k\",\"key\":\"k\",\"time\":1,\"x\":1,\"y\":1}"
            })
    void whatIsNoJsonObjectOrIsAmbiguousIsUndecodable(String value) {
        refused(value, DeadLetterReason.UNDECODABLE, "");
    }

    @Test
    void wrongUtf8AndDeepNestingAreUndecodable() {
        byte[] wrong = "{\"key\":\"?\",\"time\":1,\"x\":1,\"y\":1}".getBytes(UTF_8);
        wrong[8] = (byte) 0xFF;
        assertThat(Decoding.refused(flat, null, wrong).reason())
                .isEqualTo(DeadLetterReason.UNDECODABLE);
        refused(
                "{\"a\":" + "[".repeat(100_000),
                DeadLetterReason.UNDECODABLE,
                "the value is no JSON: ");
    }
}
