package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shape of {@code score}'s output. */
class ColumnsTest {
    @Test
    void oneRowForEachRowInFileOrderWithTheStatedColumns() {
        Scored scored = Scored.of(Scored.generate(1, 300).toString());
        assertThat(scored.header())
                .isEqualTo("timestamp,value,expected,lower,upper,score,severity,status,alarm");
        assertThat(scored.column("timestamp"))
                .isEqualTo(IntStream.range(0, 300).mapToObj(Scored::time).toList());
        assertThat(scored.column("value"))
                .isEqualTo(
                        IntStream.range(0, 300)
                                .mapToObj(i -> String.valueOf(Scored.value(1, i)))
                                .toList());
        assertThat(scored.column("status").subList(0, 128)).containsOnly("WARMUP");
        assertThat(scored.column("status").subList(128, 300)).containsOnly("SCORED");
        assertThat(scored.rows().get(0)).containsEntry("expected", "").containsEntry("lower", "");
        assertThat(scored.column("expected").subList(1, 300)).doesNotContain("");
    }

    @Test
    void theTimeStandsAsItWasWritten() {
        String csv = "when;load\n\"01.02.2026, 03:04\";1.5\n02.02.2026, 03:04;2\n";
        String[] options = {
            "--delimiter=;",
            "--time=when",
            "--time-pattern=dd.MM.yyyy, HH:mm",
            "--zone=Europe/Berlin"
        };
        List<String> lines = Scored.run(csv, options).out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("\"01.02.2026, 03:04\",1.5,");
        assertThat(lines.get(2)).startsWith("\"02.02.2026, 03:04\",2.0,");
    }

    @Test
    void severalValuesHaveFourColumnsEach() {
        StringBuilder csv = new StringBuilder("a,time,b,note\n");
        for (int i = 0; i < 200; i++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s,text%n",
                            Scored.value(2, i),
                            Scored.time(i),
                            1e6 + i));
        }
        Scored scored = Scored.of(csv.toString());
        assertThat(scored.header())
                .isEqualTo(
                        "timestamp,value.a,expected.a,lower.a,upper.a,value.b,expected.b,lower.b,upper.b,score,severity,status,alarm");
        assertThat(scored.rows()).hasSize(200);
        assertThat(scored.rows().get(199))
                .containsEntry("value.a", String.valueOf(Scored.value(2, 199)))
                .containsEntry("value.b", "1000199.0");
        Scored swapped = Scored.of(csv.toString(), "--values", "b,a");
        assertThat(swapped.header()).startsWith("timestamp,value.b,expected.b,lower.b,upper.b,");
        assertThat(swapped.column("expected.a")).isEqualTo(scored.column("expected.a"));
        assertThat(Scored.of(csv.toString(), "--values", "a").lines())
                .isEqualTo(Scored.of(Scored.generate(2, 200).toString()).lines());
    }

    @Test
    void aNamedFileIsScoredAsItsContentWouldBe(@TempDir Path folder) throws IOException {
        String csv = Scored.generate(3, 150).toString();
        Path file = Files.writeString(folder.resolve("in.csv"), csv);
        assertThat(Scored.of("", file.toString()).lines()).isEqualTo(Scored.of(csv).lines());
    }

    @Test
    void optionsReachTheScorer() {
        String csv = Scored.generate(4, 100).toString();
        Scored loud = Scored.of(csv, "--warmup", "20", "--alarm-rate", "0.2");
        assertThat(loud.column("status").subList(20, 100)).containsOnly("SCORED");
        Scored rare = Scored.of(csv, "--warmup", "20", "--alarm-rate", "0.00001");
        for (int i = 20; i < 100; i++) {
            assertThat(Double.parseDouble(loud.column("upper").get(i)))
                    .as("row %d", i)
                    .isLessThan(Double.parseDouble(rare.column("upper").get(i)));
        }
        Scored other = Scored.of(csv, "--model", "bundled:tiny?seed=3", "--warmup", "20");
        assertThat(other.numbers()).isNotEqualTo(Scored.of(csv, "--warmup", "20").numbers());
        assertThat(List.of(other.header())).containsExactly(loud.header());
    }
}
