package io.undercurrent.spec.decode.time;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.decode.csv.CsvLayout;
import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.csv.CsvRows;
import io.undercurrent.spec.option.SpecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What times are taken for where nobody said it, seen through the rows of a file. */
class TimeGuessTest {
    private static CsvRows open(CsvLayout layout, String... times) throws IOException {
        StringBuilder file = new StringBuilder("time;v\n");
        for (String time : times) {
            file.append(time).append(";1\n");
        }
        return CsvRows.open(
                new ByteArrayInputStream(file.toString().getBytes(UTF_8)),
                layout.toBuilder().delimiter(';').build(),
                note -> {});
    }

    private static List<String> read(CsvRows rows) throws IOException {
        List<String> read = new ArrayList<>();
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            read.add(
                    row.isBroken()
                            ? "broken"
                            : Instant.EPOCH
                                    .plus(row.event().timeMicros(), ChronoUnit.MICROS)
                                    .toString());
        }
        return read;
    }

    private static CsvLayout said(CsvTimeUnit unit) {
        return CsvLayout.detected("s").toBuilder().time(null, unit, null, ZoneOffset.UTC).build();
    }

    @ParameterizedTest
    @CsvSource({
        "20240229, 20240301, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z, calendar digits yyyyMMdd",
        "202402292345, 202403010000, 2024-02-29T23:45:00Z, 2024-03-01T00:00:00Z, calendar digits yyyyMMddHHmm",
        "20240229234559, 20240301000000, 2024-02-29T23:45:59Z, 2024-03-01T00:00:00Z, calendar digits yyyyMMddHHmmss",
        "20240229234559.5, 20240301000000.25, 2024-02-29T23:45:59.500Z, 2024-03-01T00:00:00.250Z, calendar digits yyyyMMddHHmmss.S",
        "20240229234559125, 20240301000000000, 2024-02-29T23:45:59.125Z, 2024-03-01T00:00:00Z, calendar digits yyyyMMddHHmmssSSS",
        "2023, 2024, 2023-01-01T00:00:00Z, 2024-01-01T00:00:00Z, years",
        "2024-02, 2024-03, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z, months",
        "202402, 202403, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z, months",
        "1709250359, 1709250360, 2024-02-29T23:45:59Z, 2024-02-29T23:46:00Z, seconds since 1970",
        "1709250359.5, 1709250360, 2024-02-29T23:45:59.500Z, 2024-02-29T23:46:00Z, seconds since 1970",
        "1709250359000, 1709250360000, 2024-02-29T23:45:59Z, 2024-02-29T23:46:00Z, milliseconds since 1970",
        "1709250359000000, 1709250360000000, 2024-02-29T23:45:59Z, 2024-02-29T23:46:00Z, microseconds since 1970",
        "1709250359000000000, 1709250360000000000, 2024-02-29T23:45:59Z, 2024-02-29T23:46:00Z, nanoseconds since 1970",
        "2024-02-29, 2024-03-01 06:00, 2024-02-29T00:00:00Z, 2024-03-01T06:00:00Z, ISO-8601"
    })
    void timesAreReadAsWhatTheyAre(
            String first, String second, String read, String next, String words)
            throws IOException {
        CsvRows rows = open(CsvLayout.detected("s"), first, second);
        assertThat(read(rows)).containsExactly(read, next);
        assertThat(rows.timeWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, a row's number",
        "0, 0.5, a row's number",
        "45000.5, 45000.75, a spreadsheet's date",
        "45000, 45001, a spreadsheet's date",
        "2024022913, 2024022914, --time-pattern yyyyMMddHH",
        "240101, 240102, a row's number",
        "200101, 200102, --time-pattern yyMMdd",
        "1e5, 2e5, a row's number",
        "20231301, 20231401, a row's number",
        "1999, 3000, a year or a count",
        "-5, -4, a row's number",
        "99991231235959999999, 99991231235959999998, a row's number"
    })
    void whatMayBeSeveralThingsIsRefusedWithTheOptions(String first, String second, String may)
            throws IOException {
        CsvRows rows = open(CsvLayout.detected("s"), first, second);
        assertThatThrownBy(rows::next)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the time column time holds " + first + " in line 2")
                .hasMessageContaining(may)
                .hasMessageContaining("--time-unit s, ms, us or ns")
                .hasMessageContaining("another column by --time");
    }

    @Test
    void mostOfTheFirstRowsDecide() throws IOException {
        assertThat(
                        read(
                                open(
                                        CsvLayout.detected("s"),
                                        "0",
                                        "x",
                                        "20240101",
                                        "20240102",
                                        "20240103")))
                .containsExactly(
                        "broken",
                        "broken",
                        "2024-01-01T00:00:00Z",
                        "2024-01-02T00:00:00Z",
                        "2024-01-03T00:00:00Z");
        assertThat(read(open(CsvLayout.detected("s"), "0", "1709250359", "1709250360")))
                .containsExactly(
                        "1970-01-01T00:00:00Z", "2024-02-29T23:45:59Z", "2024-02-29T23:46:00Z");
    }

    @Test
    void whatIsSaidIsNotGuessed() throws IOException {
        assertThat(read(open(said(CsvTimeUnit.S), "20240229", "1")))
                .containsExactly("1970-08-23T06:17:09Z", "1970-01-01T00:00:01Z");
        assertThat(read(open(said(CsvTimeUnit.SERIAL), "45000.5", "45000.510416666664", "-1")))
                .containsExactly("2023-03-15T12:00:00Z", "2023-03-15T12:15:00Z", "broken");
        assertThat(read(open(said(CsvTimeUnit.YEAR), "0987", "2024", "24", "0000")))
                .containsExactly(
                        "0987-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "broken", "broken");
        assertThat(read(open(said(CsvTimeUnit.MONTH), "2024-12", "202412", "2024-13")))
                .containsExactly("2024-12-01T00:00:00Z", "2024-12-01T00:00:00Z", "broken");
    }

    @Test
    void calendarDigitsAreLocalToTheZone() throws IOException {
        CsvLayout berlin =
                CsvLayout.detected("s").toBuilder()
                        .time(null, null, null, ZoneId.of("Europe/Berlin"))
                        .build();
        assertThat(read(open(berlin, "20240701", "20241201")))
                .containsExactly("2024-06-30T22:00:00Z", "2024-11-30T23:00:00Z");
        CsvLayout serial =
                CsvLayout.detected("s").toBuilder()
                        .time(null, CsvTimeUnit.SERIAL, null, ZoneId.of("Europe/Berlin"))
                        .build();
        assertThat(read(open(serial, "45000"))).containsExactly("2023-03-14T23:00:00Z");
    }
}
