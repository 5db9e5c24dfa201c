package io.undercurrent.spec.decode.csv;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.time.CsvTimeUnit;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.testing.Fuzz;
import io.undercurrent.testing.SharedFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
    private static final CsvLayout DETECTED = CsvLayout.detected("s");

    /** Times that count seconds from any start. */
    private static final CsvLayout SECONDS =
            DETECTED.toBuilder().time(null, CsvTimeUnit.S, null, ZoneOffset.UTC).build();

    private static final List<String> NOTES = new ArrayList<>();

    private static CsvRows rows(String text, CsvLayout layout) throws IOException {
        return CsvRows.open(new ByteArrayInputStream(text.getBytes(UTF_8)), layout, NOTES::add);
    }

    private static List<CsvRow> all(CsvRows rows) throws IOException {
        List<CsvRow> all = new ArrayList<>();
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all;
    }

    private static void assertBroken(
            CsvRow row, long line, DeadLetterReason reason, String detail) {
        assertThat(row.isBroken()).isTrue();
        assertThat(row.line()).isEqualTo(line);
        assertThat(row.event()).isNull();
        assertThat(row.problem().detail()).contains(detail);
        assertThat(row.problem().reason()).isEqualTo(reason);
    }

    /** A file is refused as a whole with a sentence, or every row is an event or says why not. */
    @Test
    void damagedFilesAreRowsOrRefused() throws Exception {
        StringBuilder good = new StringBuilder("time,load,\"x y\",note\n");
        for (int i = 0; i < 8; i++) {
            good.append("2026-01-02 03:04:0").append(i).append(',').append(i).append(".5,");
            good.append(i * 1e3).append(",\"a \"\"b\"\", c\"\n");
        }
        int[] counts = new int[2];
        Fuzz.cases(
                "CSV files",
                1_000,
                random -> {
                    String text =
                            Fuzz.damaged(
                                    good.toString(), random, ";", "\"", "\n", "\r", ",", "NaN");
                    CsvLayout layout = random.nextBoolean() ? DETECTED : SECONDS;
                    try {
                        for (CsvRow row : all(rows(text, layout))) {
                            assertThat(row.isBroken() ? row.problem().detail() : row.event().key())
                                    .isNotEmpty();
                            counts[row.isBroken() ? 1 : 0]++;
                        }
                    } catch (SpecException | IllegalArgumentException e) {
                        counts[1]++;
                        assertThat(e.getMessage()).isNotEmpty();
                    } finally {
                        NOTES.clear();
                    }
                });
        assertThat(counts[0]).isPositive();
        assertThat(counts[1]).isPositive();
    }

    @Test
    void covariatesComeAfterTheValuesAndAreNoValues() throws Exception {
        String text = "time,wind,load,sun\n1,2,3,4\n2,,6,\n";
        CsvRows rows = rows(text, SECONDS.toBuilder().covariates(List.of("sun", "wind")).build());
        List<CsvRow> all = all(rows);
        assertThat(rows.valueColumns()).containsExactly("load");
        assertThat(all.get(0).event().values()).containsExactly(3, 4, 2);
        assertThat(all.get(1).event().values()).containsExactly(6, Double.NaN, Double.NaN);
        assertThatThrownBy(
                        () -> rows(text, SECONDS.toBuilder().covariates(List.of("rain")).build()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("0 columns called rain");
        CsvLayout twice =
                SECONDS.toBuilder()
                        .values(List.of("load"))
                        .covariates(List.of("sun", "load"))
                        .build();
        CsvRows named = rows(text, twice);
        assertThatThrownBy(named::next)
                .hasMessageContaining("the column load is named twice among values and covariates");
    }

    @Test
    void timeAndNumbersAreFoundInTheHeaderAndTheFirstRow() throws Exception {
        CsvRows rows =
                rows(
                        ",Label,Time,load,note,temp\n0,up,2026-01-02 03:04:05,1.5,x,\n"
                                + "1,3,2026-01-02T03:04:06Z,2,7,-4\n",
                        DETECTED);
        assertThat(rows.columns()).containsExactly("", "Label", "Time", "load", "note", "temp");
        assertThat(rows.valueColumns()).isEmpty();
        CsvRow first = rows.next();
        assertThat(rows.valueColumns()).containsExactly("load", "temp");
        assertThat(first.time()).isEqualTo("2026-01-02 03:04:05");
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.isBroken()).isFalse();
        assertEvent(first.event(), "s", 1_767_323_045_000_000L, 1.5, Double.NaN);
        assertEvent(rows.next().event(), "s", 1_767_323_046_000_000L, 2, -4);
        assertThat(rows.next()).isNull();
        assertThat(rows.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp, 1700000000, 1700000000000000",
        "ts, 1700000000.5, 1700000000500000",
        "TIMESTAMP, 1700000000123, 1700000000123000",
        "datetime, 1700000000123456, 1700000000123456",
        "date, 1700000000123456789, 1700000000123456",
        "date, 2026-01-02, 1767312000000000"
    })
    void theTimesUnitIsSeenInTheFirstRow(String name, String time, long micros) throws Exception {
        CsvRows rows = rows("v," + name + "\n1," + time + "\n", DETECTED);
        assertEvent(rows.next().event(), "s", micros, 1);
    }

    @Test
    void theUnitOfTheFirstRowHoldsForTheRest() throws Exception {
        List<CsvRow> rows =
                all(rows("time,v\n1700000000,1\n1700000001000,2\n2026-01-02,3\n5,4\n", DETECTED));
        assertEvent(rows.get(0).event(), "s", 1_700_000_000_000_000L, 1);
        assertBroken(rows.get(1), 3, DeadLetterReason.BAD_TIME, "outside the years 1 to 9999");
        assertBroken(rows.get(2), 4, DeadLetterReason.BAD_TIME, "'2026-01-02'");
        assertEvent(rows.get(3).event(), "s", 5_000_000, 4);
    }

    @Test
    void aBrokenRowIsReportedWithItsLineAndStopsNothing() throws Exception {
        String broken =
                "time,v\r\nx,1\r\nNaN,1\r\n1,2,3\r\n\r\n1,1\r\n2,\"open\r\n3,off\r\n4,inf\r\n,5\r\n"
                        + "6,\"6\"\r\n";
        List<CsvRow> rows = all(rows(broken, SECONDS));
        assertBroken(rows.get(0), 2, DeadLetterReason.BAD_TIME, "'x'");
        assertBroken(rows.get(1), 3, DeadLetterReason.BAD_TIME, "'NaN'");
        assertBroken(rows.get(2), 4, DeadLetterReason.UNDECODABLE, "3 columns, 2 are declared");
        assertEvent(rows.get(3).event(), "s", 1_000_000, 1);
        assertThat(rows.get(3).line()).isEqualTo(6);
        assertBroken(rows.get(4), 7, DeadLetterReason.UNDECODABLE, "Unclosed quoted field");
        assertBroken(rows.get(5), 8, DeadLetterReason.BAD_VALUE, "'off'");
        assertBroken(rows.get(6), 9, DeadLetterReason.INFINITE_VALUE, "'v' is inf;");
        assertBroken(rows.get(7), 10, DeadLetterReason.MISSING_TIME, "'time'");
        assertEvent(rows.get(8).event(), "s", 6_000_000, 6);
        assertThat(rows).hasSize(9);
    }

    @Test
    void whatTheLayoutSaysIsNotGuessed() throws Exception {
        CsvLayout layout =
                DETECTED.toBuilder()
                        .delimiter(';')
                        .key("id")
                        .time("when", CsvTimeUnit.PATTERN, "d.M.yyyy", ZoneId.of("Europe/Berlin"))
                        .values(List.of("b", "a"))
                        .build();
        CsvRows rows = rows("id;time;a;b;when\nk1;1;1;2;2.1.2026\n;1;1;2;2.1.2026\n", layout);
        assertThat(rows.valueColumns()).containsExactly("b", "a");
        assertEvent(rows.next().event(), "k1", 1_767_308_400_000_000L, 2, 1);
        assertBroken(rows.next(), 3, DeadLetterReason.MISSING_KEY, "'id'");
    }

    @Test
    void aDeclaredUnitIsKeptWhateverTheFirstRowShows() throws Exception {
        CsvLayout layout =
                DETECTED.toBuilder().time(null, CsvTimeUnit.MS, null, ZoneOffset.UTC).build();
        List<CsvRow> rows = all(rows("time,v\n2026-01-02,1\n1000,2\n", layout));
        assertBroken(rows.get(0), 2, DeadLetterReason.BAD_TIME, "source.time.unit: ms");
        assertEvent(rows.get(1).event(), "s", 1_000_000, 2);
    }

    @Test
    void aLayoutThatNoFileCanHaveIsRefused() {
        assertThatThrownBy(() -> DETECTED.toBuilder().delimiter('"').build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other than a quote or line end");
        assertThatThrownBy(() -> CsvLayout.detected(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
        assertThatThrownBy(
                        () ->
                                DETECTED.toBuilder()
                                        .time(null, CsvTimeUnit.PATTERN, null, ZoneOffset.UTC)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need the pattern");
        assertThatThrownBy(
                        () ->
                                DETECTED.toBuilder()
                                        .time(null, CsvTimeUnit.MS, "yyyy", ZoneOffset.UTC)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not used with another unit");
        assertThatThrownBy(
                        () ->
                                DETECTED.toBuilder()
                                        .time(null, null, "HH:mm", ZoneOffset.UTC)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole date");
    }

    @Test
    void headersThatCannotServeAreRefusedWithWhatTheyHave() {
        assertThatThrownBy(() -> rows("", DETECTED))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the input is empty; expected is a header line");
        assertThatThrownBy(() -> rows("Data,Label\n", DETECTED))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "the header line has no column called timestamp, time, ts, datetime, date;"
                                + " name the one with the time; its columns are Data, Label");
        assertThatThrownBy(
                        () ->
                                rows(
                                        "time,v,v\n",
                                        DETECTED.toBuilder()
                                                .key("id")
                                                .values(List.of("v"))
                                                .build()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the header line has 2 columns called v, 1 is needed")
                .hasMessageContaining("the header line has 0 columns called id, 1 is needed");
        assertThatThrownBy(() -> rows("\"time,v\n", DETECTED))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the header line cannot be read: ");
    }

    @Test
    void aValueColumnThatOccursTwiceIsNotGuessedAt() throws Exception {
        CsvRows rows = rows("time,v,w,v\n1,1,1,1\n", SECONDS);
        assertThatThrownBy(rows::next)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("two columns called v; name the columns with values");
        CsvRows named =
                rows("time,v,w,v\n1,1,7,1\n", SECONDS.toBuilder().values(List.of("w")).build());
        assertEvent(named.next().event(), "s", 1_000_000, 7);
    }

    @Test
    void aFirstRowWithoutNumbersOrWithTooManyIsRefused() throws Exception {
        CsvRows none = rows("time,v\n1,x\n", SECONDS);
        assertThatThrownBy(none::next)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("numbers in 0 columns other than the time; name 1 to 64");
        String names = IntStream.range(0, 65).mapToObj(i -> ",v" + i).collect(Collectors.joining());
        CsvRows many = rows("time" + names + "\n1" + ",1".repeat(65) + "\n", SECONDS);
        assertThatThrownBy(many::next)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("numbers in 65 columns");
    }

    @Test
    void rowsComeAsTheirLinesDo() throws Exception {
        try (PipedOutputStream out = new PipedOutputStream();
                InputStream in = new PipedInputStream(out)) {
            out.write("time,v\n1,1\n2,".getBytes(UTF_8));
            CsvRows rows = CsvRows.open(in, SECONDS, NOTES::add);
            assertEvent(rows.next().event(), "s", 1_000_000, 1);
            assertThat(in.available()).isZero();
            out.write("2\n".getBytes(UTF_8));
            assertEvent(rows.next().event(), "s", 2_000_000, 2);
        }
    }

    @Test
    void aPublicFileIsReadAsItIs() throws Exception {
        Path file = SharedFolder.file("data/nab/data/realKnownCause/nyc_taxi.csv");
        try (InputStream in = Files.newInputStream(file)) {
            CsvRows rows = CsvRows.open(in, DETECTED, NOTES::add);
            List<CsvRow> all = all(rows);
            assertThat(rows.valueColumns()).containsExactly("value");
            assertThat(all).hasSize(10_320).noneMatch(CsvRow::isBroken);
            assertThat(all.get(0).time()).isEqualTo("2014-07-01 00:00:00");
            assertEvent(all.get(0).event(), "s", 1_404_172_800_000_000L, 10_844);
        }
    }
}
