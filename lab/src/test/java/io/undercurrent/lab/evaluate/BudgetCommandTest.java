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

/** Fleets under a budget: the command's form, and what a report counts. */
class BudgetCommandTest {
    @TempDir private Path folder;

    private static Cli budget(String... options) {
        Stream<String> command = Stream.of("evaluate", "budget", "--model", "bundled:tiny");
        return Cli.run("", Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    }

    private static Cli small(String... more) {
        String[] few = {"--runs", "2", "--keys", "20", "--sites", "2", "--before", "200"};
        return budget(Stream.concat(Stream.of(few), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void twoDaysWithAnyNumberOfThreads() throws Exception {
        Path out = folder.resolve("out");
        Cli run = small("--threads", "2", "--out", out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("2 days, each of another fleet of 20 keys in 2 sites")
                .contains("5 false episodes a day (on average 2.61")
                .contains("| days within the budget, % ", "| found / found by the oracle, % ");
        assertThat(Files.readString(out.resolve("budget.md"))).isEqualToIgnoringNewLines(run.out());
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(out.resolve("budget.svg").toFile());
        assertThat(small("--threads", "1").out()).isEqualTo(run.out());
    }

    @Test
    void aReportAddsUpItsDays() {
        var good = new BudgetTrial.Result(2, 1, 10, 4, 5, 30, 1, 6);
        var bad = new BudgetTrial.Result(7, 6, 10, 5, 5, 50, 0, 0);
        List<List<String>> rows =
                new BudgetReport(List.of(good, bad), 5)
                        .table()
                        .csv()
                        .lines()
                        .map(line -> List.of(line.split(",(?=[^,]*$)")))
                        .toList();
        assertThat(rows)
                .extracting(row -> row.get(row.size() - 1))
                .containsExactly(
                        "figure", "50", "4.50", "40", "3.50", "20", "45", "50", "90", "50", "100",
                        "6");
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        refused(budget("--runs", "0"), "--runs = 0: allowed are 1 and more");
        refused(budget("--sites", "1"), "--sites = 1: allowed are 2 and more");
        refused(budget("--keys", "49"), "--keys = 49: allowed are 10 x --sites and more");
        refused(budget("--before", "127"), "--before = 127: allowed are 128 and more");
        refused(budget("--budget", "0"), "--budget = 0: allowed are 1 to 1000000");
    }
}
