package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A missing value enters as such: it is neither a zero nor an error. */
class MissingValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "NaN"})
    void aRowWithoutAnyValueIsMissing(String cell) {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < 300; i++) {
            boolean missing = i % 10 == 7;
            csv.append(Scored.time(i)).append(',');
            csv.append(missing ? cell : Scored.value(8, i)).append('\n');
        }
        Scored scored = Scored.of(csv.toString());
        for (int i = 0; i < 300; i++) {
            boolean missing = i % 10 == 7;
            assertThat(scored.rows().get(i).get("status").equals("MISSING"))
                    .as("row %d", i)
                    .isEqualTo(missing);
            if (missing) {
                assertThat(scored.rows().get(i))
                        .containsEntry("value", "")
                        .containsEntry("score", "0.0")
                        .containsEntry("alarm", "false")
                        .doesNotContainEntry("expected", "");
            }
        }
        assertThat(scored.column("status").subList(0, 140))
                .as("missing values do not warm up a key")
                .doesNotContain("SCORED");
        assertThat(scored.column("status").subList(150, 300)).contains("SCORED");
    }

    @Test
    void oneOfSeveralValuesMayBeMissing() {
        StringBuilder csv = new StringBuilder("time,a,b\n");
        for (int i = 0; i < 300; i++) {
            String a = i == 200 || i == 202 ? "" : String.valueOf(Scored.value(9, i));
            String b = i == 201 || i == 202 ? "NaN" : String.valueOf(Scored.value(10, i));
            csv.append(String.format(Locale.ROOT, "%s,%s,%s%n", Scored.time(i), a, b));
        }
        Scored scored = Scored.of(csv.toString());
        assertThat(scored.column("status").subList(199, 204))
                .containsExactly("SCORED", "SCORED", "SCORED", "MISSING", "SCORED");
        assertThat(scored.rows().get(200))
                .containsEntry("value.a", "")
                .doesNotContainEntry("expected.a", "")
                .doesNotContainEntry("value.b", "")
                .doesNotContainEntry("severity", "0.0");
    }

    @Test
    void aFileOfNothingButMissingValuesIsScored() {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < 50; i++) {
            csv.append(Scored.time(i)).append(",\n");
        }
        Scored scored = Scored.of(csv.toString());
        assertThat(scored.column("status")).hasSize(50).containsOnly("MISSING");
        assertThat(List.of("expected", "lower", "upper"))
                .allSatisfy(name -> assertThat(scored.column(name)).containsOnly(""));
    }
}
