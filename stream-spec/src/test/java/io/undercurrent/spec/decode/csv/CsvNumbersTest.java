package io.undercurrent.spec.decode.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.value.CsvText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {
    private static final CsvNumbers POINT = new CsvNumbers(CsvText.DEFAULT);
    private static final CsvNumbers COMMA =
            new CsvNumbers(new CsvText(',', CsvText.DEFAULT.missing()));

    private static void refused(CsvNumbers numbers, String cell, String detail) {
        BadRecordException e =
                catchThrowableOfType(BadRecordException.class, () -> numbers.parse("flow", cell));
        assertThat(e).as("refusal of %s", cell).isNotNull();
        assertThat(e.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
        assertThat(e.detail()).startsWith("value field 'flow' is ").contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "20,5 | 20.5",
                "-0,25 | -0.25",
                "+7 | 7",
                "1,5e3 | 1500",
                "1.234,5 | 1234.5",
                "-1.234.567 | -1234567",
                "12.345.678,25 | 12345678.25",
                "1 234,5 | 1234.5",
                "12 345 | 12345",
                "1\u00a0234\u00a0567 | 1234567",
                "1'234 | 1234"
            })
    void aDecimalCommaIsReadWithThousandsWhereTheyAreCertain(String cell, double value)
            throws Exception {
        assertThat(COMMA.parse("flow", cell)).isEqualTo(value);
        assertThat(COMMA.kind(cell)).isEqualTo(CsvNumbers.Kind.NUMBER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1,234.5 | 1234.5",
                "1,234,567 | 1234567",
                "12'345.5 | 12345.5",
                "20.5 | 20.5"
            })
    void aDecimalPointLikewise(String cell, double value) throws Exception {
        assertThat(POINT.parse("flow", cell)).isEqualTo(value);
    }

    @Test
    void whatMayBeThousandsOrDecimalsIsRefused() {
        refused(COMMA, "1.234", "'1.234', whose '.' may separate thousands or decimals");
        refused(POINT, "1,234", "'1,234', whose ',' may separate thousands or decimals");
        assertThat(COMMA.kind("1.234")).isEqualTo(CsvNumbers.Kind.NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20.5", "0.234", "1.23.456", "1.2345,6", "1,2,3", "1 23", "1.234.56"})
    void noOtherUseOfTheOtherSeparatorIsANumber(String cell) {
        refused(COMMA, cell, "'" + cell + "'");
        assertThat(COMMA.kind(cell)).isEqualTo(CsvNumbers.Kind.TEXT);
    }

    @Test
    void theWrongSeparatorIsNamed() {
        refused(POINT, "20,5", "'20,5' (the decimal separator is '.')");
        refused(COMMA, "20.5", "'20.5' (the decimal separator is ',')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "  ", "NA", "na", "N/A", "#n/a", "NaN", "nan", "NULL", "null", "none", " - ",
                "--", "?"
            })
    void theUsualTokensAreMissing(String cell) throws Exception {
        assertThat(POINT.parse("flow", cell)).isNaN();
        assertThat(POINT.kind(cell)).isEqualTo(CsvNumbers.Kind.MISSING);
    }

    @Test
    void declaredTokensStandInPlaceOfTheUsualOnesAndNumbersCountByValue() throws Exception {
        CsvNumbers own = new CsvNumbers(new CsvText('.', List.of("fault", "-9999")));
        assertThat(own.parse("flow", "Fault")).isNaN();
        assertThat(own.parse("flow", "-9999.0")).isNaN();
        assertThat(own.parse("flow", "-9999")).isNaN();
        assertThat(own.parse("flow", "")).isNaN();
        assertThat(own.parse("flow", "nan")).isNaN();
        assertThat(own.parse("flow", "-9998")).isEqualTo(-9998);
        refused(own, "NA", "'NA'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e101", "-1.7976931348623157E308", "1e-101", "-4.9e-324", "1e200"})
    void valuesBeyondTheLimitsAreRefusedWithTheLimits(String cell) {
        refused(POINT, cell, "allowed are 0 and numbers of a magnitude from 1e-100 to 1e100");
        assertThat(POINT.kind(cell)).isEqualTo(CsvNumbers.Kind.NUMBER);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e100, -1e100, 1e-100, 3.4028235e38, 1e15})
    void valuesWithinTheLimitsAreTaken(double value) throws Exception {
        assertThat(POINT.parse("flow", Double.toString(value))).isEqualTo(value);
    }
}
