package io.undercurrent.spec.decode.csv;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static io.undercurrent.spec.decode.Decoding.assertRefused;
import static io.undercurrent.spec.decode.Decoding.decode;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.Decoding;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.event.BadRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {
    private final EventDecoder decoder =
            Decoding.decoder(
                    """
                    source:
                      format: csv
                      csv: {columns: [id, at, note, x, y], delimiter: ';'}
                      key: {from: field, field: id}
                      time: {field: at, unit: s}
                      values: [y, x]
                    """);

    private void refused(String row, DeadLetterReason reason, String detail) {
        assertRefused(decoder, null, row, reason, detail);
    }

    @Test
    void cellsAreTakenByColumn() throws Exception {
        assertEvent(decode(decoder, null, "a;1700000000.25;;1;2"), "a", 1700000000250000L, 2, 1);
        assertEvent(
                decode(decoder, null, "\"a;\"\"b\"\"\";1;\"two\nlines\"; +1e3 ;-.5\r\n"),
                "a;\"b\"",
                1_000_000,
                -0.5,
                1000);
    }

    @Test
    void anEmptyCellAndNanAreMissing() throws Exception {
        assertEvent(decode(decoder, null, "a;1;;;nan"), "a", 1_000_000, Double.NaN, Double.NaN);
        assertEvent(decode(decoder, null, "a;1;; ;"), "a", 1_000_000, Double.NaN, Double.NaN);
    }

    @Test
    void aRowOfAnotherLengthNamesBothNumbers() {
        refused("a;1;;1", DeadLetterReason.UNDECODABLE, "has 4 columns, 5 are declared");
        refused("a,1,,1,2", DeadLetterReason.UNDECODABLE, "has 1 column, 5 are declared");
        refused("a;1;;1;2;", DeadLetterReason.UNDECODABLE, "has 6 columns, 5 are declared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a;1;;1;2\na;1;;1;2", "a;1;\"open;1;2", "a;1;\"x\"y;1;2"})
    void whatIsNotOneRowIsUndecodable(String row) {
        refused(row, DeadLetterReason.UNDECODABLE, "");
    }

    @Test
    void whatIsNotUtf8IsUndecodable() {
        BadRecordException e =
                Decoding.refused(decoder, null, new byte[] {'a', ';', (byte) 0x80, ';'});
        assertThat(e.reason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(e.detail()).isEqualTo("the value is not UTF-8 text: 613b803b");
    }

    @Test
    void emptyKeysAndTimesAreRefused() {
        refused(";1;;1;2", DeadLetterReason.MISSING_KEY, "key field 'id'");
        refused("a; ;;1;2", DeadLetterReason.MISSING_TIME, "time field 'at'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"off", "1,5", "0x1p3", "12d", "1f", "--1", "e", "+", "1e", "1,234", "1.2.3"})
    void textThatIsNoNumberIsRefused(String cell) {
        refused(
                "a;1;;" + cell + ";2",
                DeadLetterReason.BAD_VALUE,
                "value field 'x' is '" + cell + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-Infinity", "+INF", "1e999", "-1e999"})
    void infiniteNumbersAreRefused(String cell) {
        refused("a;1;;1;" + cell, DeadLetterReason.INFINITE_VALUE, "value field 'y' is ");
    }

    @Test
    void theDeclaredSeparatorAndTokensHold() throws Exception {
        EventDecoder own =
                Decoding.decoder(
                        """
                        source:
                          format: csv
                          csv:
                            columns: [at, x, y]
                            delimiter: ';'
                            decimal-separator: ','
                            missing: [off, -9999]
                          time: {field: at, unit: s}
                          values: [x, y]
                        """);
        assertEvent(decode(own, "k", "1,5;20,25;1.234,5"), "k", 1_500_000, 20.25, 1234.5);
        assertEvent(decode(own, "k", "1;OFF;-9999,0"), "k", 1_000_000, Double.NaN, Double.NaN);
        assertRefused(own, "k", "1;1.5;0", DeadLetterReason.BAD_VALUE, "'1.5'");
        assertRefused(own, "k", "1;NA;0", DeadLetterReason.BAD_VALUE, "'NA'");
    }

    @Test
    void theUsualTokensAreMissing() throws Exception {
        assertEvent(decode(decoder, null, "a;1;;NA;-"), "a", 1_000_000, Double.NaN, Double.NaN);
    }

    @Test
    void valuesBeyondTheLimitsAreRefused() {
        refused("a;1;;1e300;2", DeadLetterReason.BAD_VALUE, "magnitude from 1e-100 to 1e100");
    }
}
