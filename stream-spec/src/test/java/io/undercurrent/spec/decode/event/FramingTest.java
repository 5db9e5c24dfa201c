package io.undercurrent.spec.decode.event;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.Decoding;
import io.undercurrent.spec.decode.EventDecoder;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before text is named, not guessed at. */
class FramingTest {
    private static final String ROW = "pump,5,1.5";
    private static final String OBJECT = "{\"id\":\"pump\",\"time\":5,\"x\":1.5}";

    private final EventDecoder json =
            Decoding.decoder(
                    "source: {format: json, time: {unit: ms}, values: [x], key: {from: field, field: id}}");
    private final EventDecoder csv =
            Decoding.decoder(
                    """
                    source:
                      format: csv
                      csv: {columns: [id, time, x]}
                      key: {from: field, field: id}
                      time: {unit: ms}
                      values: [x]
                    """);

    private static byte[] framed(String hex, String text) {
        byte[] frame = HexFormat.of().parseHex(hex);
        byte[] rest = text.getBytes(UTF_8);
        byte[] all = new byte[frame.length + rest.length];
        System.arraycopy(frame, 0, all, 0, frame.length);
        System.arraycopy(rest, 0, all, frame.length, rest.length);
        return all;
    }

    private static void assertNamed(EventDecoder decoder, byte[] value, String... named) {
        BadRecordException refused = Decoding.refused(decoder, null, value);
        assertThat(refused.reason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(refused.detail()).contains(named).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "000000002a, 5 bytes (00 and schema id 42) before text",
        "0000000001, schema id 1)",
        "0000000022, schema id 34)",
        "0001020304, schema id 16909060)",
        "00ffffffff, schema id 4294967295)",
        "007b227822, schema id 2065856546)",
        "000000000000000007, 9 bytes (00 and schema id 7) before text",
        "030000112233445566778899aabbccddeeff, AWS Glue",
        "030500112233445566778899aabbccddeeff, AWS Glue",
    })
    void aRegistrysBytesBeforeTextAreNamed(String frame, String named) {
        assertNamed(
                json,
                framed(frame, OBJECT),
                "source.format is json",
                frame.substring(0, 10),
                named,
                "alone");
        assertNamed(
                csv,
                framed(frame, ROW),
                "source.format is csv",
                frame.substring(0, 10),
                named,
                "alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "000000002a0270f03f01 | source.avro.encoding: confluent",
                "c3010011223344556677 | source.format: avro",
                "4f626a01041600 | an Avro file",
                "1f8b0800 | gzip",
                "28b52ffd00 | zstd",
                "04224d1800 | lz4",
                "ff060000734e61507059 | snappy",
                "82534e4150505900 | snappy",
                "504b030400 | a zip file",
                "aced000574 | Java serialization",
            })
    void whatElseStandsThereIsNamed(String value, String named) {
        assertNamed(json, HexFormat.of().parseHex(value), named, value.substring(0, 4));
        assertNamed(csv, HexFormat.of().parseHex(value), named, value.substring(0, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void jsonInAnotherUnicodeEncodingIsNoFrame(String charset) throws Exception {
        assertEvent(
                json.decode(null, OBJECT.getBytes(Charset.forName(charset))), "pump", 5000, 1.5);
    }

    @Test
    void textThatBeginsLikeAFrameIsText() throws Exception {
        for (String key : new String[] {"Obj", "PK", "(a", "\u00c3", "\u0003", "O", "P"}) {
            byte[] row = (key + ",5,1.5").getBytes(UTF_8);
            assertEvent(csv.decode(null, row), key, 5000, 1.5);
        }
        assertEvent(json.decode(null, (" \n" + OBJECT).getBytes(UTF_8)), "pump", 5000, 1.5);
    }

    @Test
    void cutFramesAreRefusedToo() {
        for (int length = 0; length < 12; length++) {
            byte[] zeros = new byte[length];
            assertThat(Decoding.refused(json, null, zeros).reason())
                    .isEqualTo(DeadLetterReason.UNDECODABLE);
            assertThat(Decoding.refused(csv, null, zeros).reason())
                    .isEqualTo(DeadLetterReason.UNDECODABLE);
        }
    }
}
