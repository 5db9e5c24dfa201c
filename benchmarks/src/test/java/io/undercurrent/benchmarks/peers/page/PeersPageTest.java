package io.undercurrent.benchmarks.peers.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.benchmarks.peers.calls.ForecastCost;
import io.undercurrent.benchmarks.peers.job.PeerLatency;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.quality.OpenSet;
import io.undercurrent.benchmarks.runtimes.RuntimeFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersPageTest {
    @TempDir Path folder;

    private static Entry entry(String name, double micros, double calls, int bytes) {
        Entry entry = new Entry(Contestant.parse(name));
        for (double factor : new double[] {1, 0.5, 2}) {
            entry.runs.add(
                    new PeerRun(1_000, 1, factor * micros, micros / 2, 40L * bytes, 30, 2_000));
        }
        entry.calls.put(1_000, new double[] {calls});
        entry.calls.put(10_000, new double[] {calls, calls, 2 * calls});
        entry.bytes.put(1_000, bytes / 2);
        entry.bytes.put(10_000, bytes);
        entry.latency = new PeerLatency(500, 10, 20);
        return entry;
    }

    private static Findings findings(Entry... entries) {
        return findings(new Besides(), List.of(), entries);
    }

    private static Findings findings(Besides besides, List<Entry> growth, Entry... entries) {
        return new Findings(
                List.of(entries), growth, List.of(1_000, 10_000), 30, List.of(1_000), besides);
    }

    private static PeersPage page(Entry... entries) {
        return new PeersPage(findings(entries), List.of("machine: <one>"), "benchmarks/run peers");
    }

    @Test
    void goalsAreRatiosOfMedians() {
        Besides besides = new Besides();
        besides.forecast = new ForecastCost(24, 10, 16);
        List<Goal> goals =
                Goal.of(
                        findings(
                                besides,
                                List.of(),
                                entry("universal", 20, 8, 1_000),
                                entry("rcf", 90, 48, 6_900),
                                entry("window-universal", 3_000, 2_900, 4_000)));
        assertThat(goals.get(0))
                .hasToString(goals.get(0).words() + ": 6.00; goal: at least 5: reached");
        assertThat(goals.get(1).found()).isEqualTo(4.5);
        assertThat(goals.get(1).verdict()).isEqualTo("missed");
        assertThat(goals.get(2).found()).isEqualTo(6.9);
        assertThat(goals.get(2).verdict()).isEqualTo("missed");
        assertThat(goals.get(3).verdict()).isEqualTo("reached");
        assertThat(goals.get(4))
                .hasToString(
                        "universal's event with a forecast of 24 steps over one without: 1.60; goal: at most 1.5: missed");
        List<Goal> none = Goal.of(findings(entry("universal", 20, 8, 1_000)));
        assertThat(none).extracting(Goal::verdict).containsOnly("not measured");
    }

    @Test
    void aPeerThatWinsStandsInTheFirstLines() {
        PeersPage page =
                page(
                        entry("identity", 5, 0.1, 8),
                        entry("universal", 20, 8, 1_000),
                        entry("seasonal-z", 10, 2, 900),
                        entry("rcf@rocksdb", 1, 1, 1));
        String top = page.markdown().lines().limit(12).reduce("", (a, b) -> a + b + "\n");
        assertThat(top)
                .contains("A peer is better than bundled:universal by these measures:")
                .contains(
                        "CPU an event in the job: universal has 20.0 us, less have seasonal-z (10.0 us)")
                .contains("bytes a key: universal has 1,000, less have seasonal-z (900)")
                .doesNotContain("identity (")
                .doesNotContain("rcf (");
        assertThat(page.html()).contains("less have seasonal-z (10.0 us)");
        assertThat(page(entry("universal", 20, 8, 1_000)).markdown())
                .contains("By no measure of this page is a peer better");
    }

    @Test
    void qualityStandsBesideSpeedAndCountsAsAWin() {
        Besides besides = new Besides();
        besides.quality.put(OpenSet.SKAB, Map.of("universal", 0.75, "rcf", 0.8, "seasonal-z", 0.5));
        besides.noQuality.put(OpenSet.MSL, "no data");
        Findings findings =
                findings(
                        besides,
                        List.of(),
                        entry("universal", 20, 8, 1_000),
                        entry("rcf", 90, 48, 6_900),
                        entry("seasonal-z", 30, 48, 6_900),
                        entry("window-universal", 900, 48, 6_900),
                        entry("gru-64", 90, 48, 6_900));
        assertThat(Wins.of(findings))
                .contains("SKAB F1: universal has 0.750, more have rcf (0.800)")
                .noneMatch(win -> win.startsWith("MSL"));
        String table = FigureTable.of(findings).markdown();
        assertThat(row(table, "universal")).contains("| 0.750 ", "| no data ");
        assertThat(row(table, "window-universal")).contains("| as universal ");
        assertThat(row(table, "gru-64"))
                .endsWith("| -            | no data      | -             |");
    }

    @Test
    void bothRuntimesAndEnginesStandInTheTables() {
        Besides besides = new Besides();
        besides.runtimes.put(
                "universal",
                List.of(new RuntimeFigures("Kafka Streams", 11_467, 78.5, 70, 80, 1_462)));
        besides.training.put("java, plain", new double[] {20, 10, 30});
        Findings findings = findings(besides, List.of(), entry("universal", 20, 8, 1_000));
        assertThat(
                        row(
                                FigureTable.of(findings).markdown(),
                                "universal, Kafka Streams, own process"))
                .contains(
                        "| 11,467 ",
                        "| 78.5 ",
                        "| 70.0 to 80.0 ",
                        "| 8.00 ",
                        "| 1,462 bytes an event ");
        assertThat(row(PeersTables.training(findings).markdown(), "java, plain"))
                .contains("| 20.00 ", "| 10.00 to 30.00 ", "| 50,000 ");
        assertThat(row(PeersTables.training(findings).markdown(), "dl4j"))
                .contains("| not built; ");
        assertThat(Wins.of(findings)).isEmpty();
        besides.training.put("dl4j", new double[] {5});
        assertThat(Wins.of(findings))
                .containsExactly(
                        "CPU of a training token: engine java has 20.00 us, less has dl4j (5.00 us)");
    }

    private static String row(String table, String name) {
        return table.lines()
                .filter(line -> line.startsWith("| " + name + " "))
                .findFirst()
                .orElse("");
    }

    @Test
    void aFailureIsShownInTheTable() {
        Entry failed = new Entry(Contestant.parse("gru-64"));
        failed.fail(
                "check", new IllegalStateException("outer", new RuntimeException("no <engine>")));
        failed.fail("later", new IllegalStateException("another"));
        Entry job = new Entry(Contestant.parse("rcf"));
        job.fail(
                "round 1",
                new IllegalStateException("FAILED: x\n at y\nCaused by: no room\n at z"));
        assertThat(job.failure).isEqualTo("round 1: no room");
        PeersPage page = page(entry("universal", 20, 8, 1_000), failed);
        assertThat(page.markdown())
                .contains("- gru-64 failed: check: no <engine>")
                .containsPattern("\\| gru-64 +\\| \\*\\*failed\\*\\* \\|");
        assertThat(page.html())
                .contains("check: no &lt;engine&gt;")
                .contains("machine: &lt;one&gt;");
    }

    @Test
    void pageAndPicturesAreWritten() throws Exception {
        Entry ours = entry("universal", 20, 8, 1_000);
        Entry slow = new Entry(Contestant.parse("base"));
        Entry grown = new Entry(ours.contestant);
        grown.byKeys.put(1_000, ours.runs.get(0));
        Entry forest = new Entry(Contestant.parse("rcf"));
        forest.keysFailures.put(1_000, "not run: 9.0 GiB of states");
        Findings findings =
                findings(
                        new Besides(),
                        List.of(grown, forest),
                        ours,
                        entry("rcf", 90, 48, 7_000),
                        slow);
        new PeersPage(findings, List.of("machine"), "benchmarks/run peers").write(folder);
        assertThat(Files.readString(folder.resolve("peers-excerpt.md")))
                .startsWith("```\n$ benchmarks/run peers\n```\n")
                .contains("| not run: 9.0 GiB of states |", "| not reached in 30 s ")
                .doesNotContain("tokens/s a core");
        String markdown = Files.readString(folder.resolve("peers.md"));
        assertThat(markdown)
                .contains("| not run: 9.0 GiB of states |")
                .containsPattern("\\| base +\\| not reached in 30 s +\\| not reached in 30 s ")
                .contains("$ benchmarks/run peers");
        for (String name : List.of("cpu", "bytes", "histories", "keys")) {
            assertThat(markdown).contains("(" + name + ".svg)");
            assertThat(Files.readString(folder.resolve(name + ".svg")))
                    .endsWith("</svg>\n")
                    .doesNotContain("NaN");
        }
        assertThat(Files.readString(folder.resolve("peers.html")))
                .contains("<svg ")
                .contains("90.0");
    }

    @Test
    void figuresArePastedBetweenTheComments() throws Exception {
        Path doc = folder.resolve("page.md");
        Files.writeString(doc, "a\n" + Paste.BEGIN + "\nold\n" + Paste.END + "\nb\n");
        Paste.into(doc, "new\n");
        Paste.into(doc, "newer\n");
        assertThat(Files.readString(doc))
                .isEqualTo("a\n" + Paste.BEGIN + "\nnewer\n" + Paste.END + "\nb\n");
        assertThatThrownBy(() -> Paste.into(Paste.END + Paste.BEGIN, "x"))
                .hasMessageContaining("a page without");
    }
}
