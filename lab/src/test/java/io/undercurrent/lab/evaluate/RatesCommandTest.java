package io.undercurrent.lab.evaluate;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's form; what it counts is AlarmRatesTest's. */
class RatesCommandTest {
    @TempDir private Path folder;

    @Test
    void theRealScorerOnFewKeysWithAnyNumberOfThreads() throws Exception {
        Path out = folder.resolve("out");
        String[] small = {"--keys", "10", "--events", "300", "--rates", "0.1,0.01"};
        Cli run = rates(small, "--threads", "2", "--out", out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("10 streams of 300 events", "from event 128 on")
                .contains("1 at 0.1, 10 at 0.01")
                .contains("| slow-drift ", "| all ", "| independent alarms ");
        assertThat(Files.readString(out.resolve("rates.md"))).isEqualToIgnoringNewLines(run.out());
        List<String> rows = Files.readAllLines(out.resolve("rates-scorer.csv"));
        assertThat(rows).hasSize(1 + 12 * 2);
        assertThat(rows.get(1)).startsWith("normal,0.1,1,172,");
        assertThat(rows.get(22)).startsWith("all,0.01,10,1720,");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(out.resolve("rates-scorer.svg").toFile());
        Cli alone = rates(small, "--threads", "1");
        assertThat(alone.out()).isEqualTo(run.out());
    }

    @Test
    void aModelBesideHasItsOwnTable() {
        Cli run =
                rates(
                        new String[] {"--keys", "2", "--events", "200", "--rates", "0.1"},
                        "--beside",
                        "other=bundled:tiny");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("\nscorer\n", "\nother\n");
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        refused(rates(new String[0], "--keys", "0"), "--keys = 0: allowed are 1 and more");
        refused(rates(new String[0], "--events", "1"), "--events = 1");
        refused(rates(new String[0], "--from", "5000"), "--from = 5000: allowed are 0 to 4999");
        refused(rates(new String[0], "--rates", "0.1,0.5"), "--rates = 0.5: allowed are rates");
        refused(rates(new String[0], "--rates", "0.1,0.1"), "allowed are different rates");
    }

    private static Cli rates(String[] some, String... more) {
        Stream<String> command = Stream.of("evaluate", "rates", "--model", "bundled:tiny");
        return Cli.run(
                "",
                Stream.concat(command, Stream.concat(Stream.of(some), Stream.of(more)))
                        .toArray(String[]::new));
    }
}
