package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be scored at all: exit status 2 and a message that says what to change. */
class RefusalsTest {
    private static final String ROW = "time,load\n2026-01-01T00:00:00Z,1\n";

    @Test
    void inputWithoutRows() {
        refused(Scored.run(""), "the input is empty", "time,value");
        refused(Scored.run("time,value\n"), "no row", "header line");
        refused(Scored.run("time,value\n\n \n"), "no row", "header line");
    }

    @Test
    void columnsThatAreNotThere() {
        refused(Scored.run("a,b\n1,2\n"), "timestamp, time, ts, datetime, date", "a, b");
        refused(Scored.run(ROW, "--time", "when"), "0 columns called when", "time, load");
        refused(Scored.run(ROW, "--values", "load,x"), "0 columns called x", "time, load");
        refused(Scored.run(ROW, "--key", "host"), "0 columns called host", "time, load");
        refused(Scored.run("time,note\n2026-01-01T00:00:00Z,hello\n"), "0 columns", "time, note");
    }

    @Test
    void optionsThatAreNotAllowed(@TempDir Path folder) {
        refused(Scored.run(ROW, "--alarm-rate", "0.5"), "--alarm-rate", "0.5", "0.2");
        refused(Scored.run(ROW, "--alarm-rate", "0"), "--alarm-rate", "0.0", "above 0");
        refused(Scored.run(ROW, "--warmup", "-1"), "--warmup", "-1", "0 and more");
        refused(Scored.run(ROW, "--warmup", "many"), "--warmup", "many");
        refused(Scored.run(ROW, "--model", "bundled:huge"), "bundled:huge", "tiny, small");
        refused(Scored.run(ROW, "--model", "nowhere"), "nowhere", "config.json");
        refused(Scored.run(ROW, "--time-unit", "weeks"), "--time-unit", "weeks");
        refused(Scored.run(ROW, "--zone", "Moon"), "--zone", "Moon");
        refused(Scored.run(ROW, "--delimiter", "\""), "delimiter");
        refused(Scored.run(ROW, "--look-ahead"), "--look-ahead");
        String absent = folder.resolve("absent.csv").toString();
        refused(Scored.run("", absent), absent, "no such file");
        refused(Scored.run("", folder.toString()), folder.toString(), "a folder, not a file");
    }

    private static void refused(Cli run, String... texts) {
        Cli.refused(run, texts);
        assertThat(run.out()).isEmpty();
    }
}
