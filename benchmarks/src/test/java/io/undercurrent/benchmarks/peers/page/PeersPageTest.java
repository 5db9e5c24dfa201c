package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.job.PeerLatency;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        return new Findings(List.of(entries), List.of(1_000, 10_000), List.of(1_000));
    }

    private static PeersPage page(Entry... entries) {
        return new PeersPage(findings(entries), List.of("machine: <one>"), "benchmarks/run peers");
    }

    @Test
    void goalsAreRatiosOfMedians() {
        List<Findings.Goal> goals =
                findings(
                                entry("universal", 20, 8, 1_000),
                                entry("rcf", 90, 48, 6_900),
                                entry("window-universal", 3_000, 2_900, 4_000))
                        .goals();
        assertThat(goals.get(0))
                .hasToString(goals.get(0).words() + ": 6.00; goal: at least 5: reached");
        assertThat(goals.get(1).found()).isEqualTo(4.5);
        assertThat(goals.get(1).verdict()).isEqualTo("missed");
        assertThat(goals.get(2).found()).isEqualTo(6.9);
        assertThat(goals.get(2).verdict()).isEqualTo("missed");
        assertThat(goals.get(3).verdict()).isEqualTo("reached");
        assertThat(findings(entry("universal", 20, 8, 1_000)).goals().get(0).verdict())
                .isEqualTo("not measured");
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
        ours.byKeys.put(1_000, ours.runs.get(0));
        Entry forest = entry("rcf", 90, 48, 7_000);
        forest.keysFailures.put(1_000, "not run: 9.0 GiB of states");
        page(ours, forest).write(folder);
        String markdown = Files.readString(folder.resolve("peers.md"));
        assertThat(markdown)
                .contains("| not run: 9.0 GiB of states |")
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
