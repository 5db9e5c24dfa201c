package io.undercurrent.spec.decode.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.decode.time.CsvTimeUnit;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.CsvText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which columns are read as values, and what is said of the others. */
class CsvColumnsTest {
    private static final CsvLayout LAYOUT =
            CsvLayout.detected("s").toBuilder()
                    .time(null, CsvTimeUnit.S, null, ZoneOffset.UTC)
                    .build();

    private final List<String> notes = new ArrayList<>();

    private CsvRows open(String text, CsvLayout layout) throws IOException {
        return CsvRows.open(new ByteArrayInputStream(text.getBytes(UTF_8)), layout, notes::add);
    }

    private static List<double[]> values(CsvRows rows) throws IOException {
        List<double[]> values = new ArrayList<>();
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            assertThat(row.isBroken()).as("line %d", row.line()).isFalse();
            values.add(row.event().values());
        }
        return values;
    }

    @Test
    void aColumnWhoseFirstCellsAreMissingIsRead() throws IOException {
        CsvRows rows = open("time,a,b,c\n1,NA,,1\n2,-,null,2\n3,7,8,9\n", LAYOUT);
        List<double[]> values = values(rows);
        assertThat(rows.valueColumns()).containsExactly("a", "b", "c");
        assertThat(values.get(0)).containsExactly(Double.NaN, Double.NaN, 1);
        assertThat(values.get(2)).containsExactly(7, 8, 9);
        assertThat(notes).isEmpty();
    }

    @Test
    void aColumnOfTextIsLeftOutWithItsReason() throws IOException {
        CsvRows rows = open("time,,a,note\n1,0,1,\n2,1,2,oiled\n3,2,3,\n", LAYOUT);
        assertThat(values(rows)).hasSize(3);
        assertThat(rows.valueColumns()).containsExactly("a");
        assertThat(rows.leftOutColumns()).containsExactly("note");
        assertThat(notes)
                .containsExactly(
                        "a column is left out: it has no name in the header line",
                        "column note is left out: the text 'oiled' in line 3");
    }

    @Test
    void fewTextsAmongNumbersBreakTheirRowsAndNotTheColumn() throws IOException {
        CsvRows rows = open("time,a\n1,off\n2,2\n3,3\n", LAYOUT);
        assertThat(rows.next().problem().detail()).contains("'off'");
        assertThat(rows.next().event().values()).containsExactly(2);
        assertThat(notes).isEmpty();
    }

    @Test
    void textAfterAHundredMissingCellsLosesNoRow() throws IOException {
        StringBuilder file = new StringBuilder("time,a,note\n");
        for (int i = 1; i <= 200; i++) {
            file.append(i).append(',').append(i).append(i == 150 ? ",oiled\n" : ",\n");
        }
        CsvRows rows = open(file.toString(), LAYOUT);
        assertThat(values(rows)).hasSize(200);
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0))
                .startsWith("column note: the text 'oiled' in line 151 and no number");
    }

    @Test
    void numbersAfterAHundredMissingCellsAreRead() throws IOException {
        StringBuilder file = new StringBuilder("time,a,late\n");
        for (int i = 1; i <= 200; i++) {
            file.append(i).append(',').append(i).append(i > 150 ? ",4\n" : ",NA\n");
        }
        List<double[]> values = values(open(file.toString(), LAYOUT));
        assertThat(values.get(149)).containsExactly(150, Double.NaN);
        assertThat(values.get(150)).containsExactly(151, 4);
        assertThat(notes).isEmpty();
    }

    @Test
    void fromAPipeTheFirstRowDecidesAndWhatItGotWrongIsSaid() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                InputStream in = new PipedInputStream(out)) {
            out.write("time,a,b,note\n1,NA,err,\n".getBytes(UTF_8));
            CsvRows rows = CsvRows.open(in, LAYOUT, notes::add);
            assertThat(rows.next().event().values()).containsExactly(Double.NaN, Double.NaN);
            assertThat(rows.valueColumns()).containsExactly("a", "note");
            out.write("2,7,5,\n".getBytes(UTF_8));
            assertThat(rows.next().event().values()).containsExactly(7, Double.NaN);
            out.write("3,8,6,oiled\n".getBytes(UTF_8));
            assertThat(rows.next().event().values()).containsExactly(8, Double.NaN);
            out.write("4,off,6,\n".getBytes(UTF_8));
            assertThat(rows.next().problem().detail()).contains("'off'");
        }
        assertThat(notes).hasSize(3);
        assertThat(notes.get(0)).isEqualTo("column b is left out: the text 'err' in line 2");
        assertThat(notes.get(1)).startsWith("column b was left out and has the number 6 in line 4");
        assertThat(notes.get(2)).startsWith("column note: the text 'oiled' in line 4");
    }

    @Test
    void aLineThatHasComeInPartIsNotWaitedFor() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                InputStream in = new PipedInputStream(out)) {
            out.write("time,a\n1,1\n2,".getBytes(UTF_8));
            CsvRows rows = CsvRows.open(in, LAYOUT, notes::add);
            assertThat(rows.next().event().values()).containsExactly(1);
            out.write("22\n3,".getBytes(UTF_8));
            assertThat(rows.next().event().values()).containsExactly(22);
            out.write("3\n".getBytes(UTF_8));
            assertThat(rows.next().event().values()).containsExactly(3);
        }
    }

    @Test
    void decimalCommasAreNamedWhereTheyMakeAColumnText() throws IOException {
        String file = "time;a\n1;20,5\n2;21,5\n";
        CsvRows rows = open(file, LAYOUT.toBuilder().delimiter(';').build());
        assertThatThrownBy(rows::next)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("column a: texts in 2 of the first rows, such as '20,5'")
                .hasMessageContaining("say --decimal-separator ','");
        CsvRows read =
                open(
                        file,
                        LAYOUT.toBuilder()
                                .delimiter(';')
                                .text(new CsvText(',', CsvText.DEFAULT.missing()))
                                .build());
        assertThat(read.next().event().values()).containsExactly(20.5);
    }

    @Test
    void anotherDelimiterIsNamedWhereTheHeaderHasOne() {
        assertThatThrownBy(() -> open("time;a\n1;2\n", CsvLayout.detected("s")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("its columns are time;a; is the delimiter another one?")
                .hasMessageContaining("Say --delimiter ';'");
    }

    @Test
    void aNameWithACommaIsAColumnWhereThereIsOneAndAListOtherwise() throws IOException {
        String file = "time,\"Load, kW\",a,b\n1,5,6,7\n";
        assertThat(
                        values(open(file, LAYOUT.toBuilder().values(List.of("Load, kW")).build()))
                                .get(0))
                .containsExactly(5);
        assertThat(values(open(file, LAYOUT.toBuilder().values(List.of("b,a")).build())).get(0))
                .containsExactly(7, 6);
        assertThat(
                        values(
                                        open(
                                                file,
                                                LAYOUT.toBuilder()
                                                        .values(List.of("b", "Load, kW"))
                                                        .build()))
                                .get(0))
                .containsExactly(7, 5);
        assertThat(
                        values(
                                        open(
                                                file,
                                                LAYOUT.toBuilder()
                                                        .values(List.of("\"Load, kW\",a"))
                                                        .build()))
                                .get(0))
                .containsExactly(5, 6);
        CsvRows covariate = open(file, LAYOUT.toBuilder().covariates(List.of("Load, kW")).build());
        assertThat(values(covariate).get(0)).containsExactly(6, 7, 5);
        assertThat(covariate.covariateColumns()).containsExactly("Load, kW");
        assertThatThrownBy(() -> open(file, LAYOUT.toBuilder().values(List.of("Load, MW")).build()))
                .hasMessageContaining("0 columns called Load,")
                .hasMessageContaining("time, \"Load, kW\", a, b");
    }
}
