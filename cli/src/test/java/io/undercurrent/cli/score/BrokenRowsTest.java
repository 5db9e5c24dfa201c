package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broken row is reported with its place and costs nothing but itself. */
class BrokenRowsTest {
    private static final List<String> BROKEN =
            List.of(
                    "2026-01-01T00:00:00Z,abc",
                    "not a time,1",
                    ",1",
                    "2026-01-01T00:00:00Z",
                    "2026-01-01T00:00:00Z,1,2",
                    "2026-01-01T00:00:00Z,Infinity",
                    "2026-01-01T00:00:00Z,\"1");

    @Test
    void brokenRowsAreReportedWithTheirLineAndTheOthersScored() {
        List<String> rows = Scored.generate(5, 200).toString().lines().toList();
        List<String> mixed = new ArrayList<>(rows);
        for (int b = 0; b < BROKEN.size(); b++) {
            mixed.add(20 * (b + 1), BROKEN.get(b));
        }
        Cli run = Scored.run(String.join("\n", mixed));
        assertThat(run.status()).isZero();
        assertThat(Scored.parse(run.out()).lines())
                .isEqualTo(Scored.of(String.join("\n", rows)).lines());
        List<String> reported = run.err().lines().toList();
        assertThat(reported).hasSize(BROKEN.size() + 1);
        for (int b = 0; b < BROKEN.size(); b++) {
            assertThat(reported.get(b))
                    .as("report of %s", BROKEN.get(b))
                    .startsWith("line " + (20 * (b + 1) + 1) + ": ")
                    .hasSizeGreaterThan(20);
        }
        assertThat(reported.get(BROKEN.size()))
                .isEqualTo(
                        "207 rows read, 200 scored, 7 refused; 1 key; time: time (ISO-8601); values: value");
    }

    @Test
    void brokenRowsAtTheBeginningShowNothingAndTheNextRowDoes() {
        String csv = "time,value\nnot a time,1\n2026-01-01T00:00:00Z\n2026-01-01T00:00:00Z,1\n";
        Cli run = Scored.run(csv);
        assertThat(run.status()).isZero();
        assertThat(Scored.parse(run.out()).rows()).hasSize(1);
        assertThat(run.err())
                .contains("line 2: ")
                .contains("line 3: ")
                .contains("3 rows read, 1 scored, 2 refused");
    }

    @Test
    void strictStopsAtTheFirstBrokenRowWithStatusThree() {
        String good = "time,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:01:00Z,2\n";
        Cli run = Scored.run(good + "broken,3\n2026-01-01T00:03:00Z,4\n", "--strict");
        assertThat(run.status()).isEqualTo(3);
        assertThat(Scored.parse(run.out()).column("value")).containsExactly("1.0", "2.0");
        assertThat(run.err())
                .startsWith("line 4: ")
                .contains("broken")
                .contains("3 rows read, 2 scored, 1 refused");
        assertThat(Scored.run(good, "--strict").status()).isZero();
    }

    @Test
    void blankLinesAreNoRowsButCountAsLines() {
        Cli run = Scored.run("time,value\n\n2026-01-01T00:00:00Z,1\n\nbroken,1\n");
        assertThat(Scored.parse(run.out()).rows()).hasSize(1);
        assertThat(run.err()).contains("line 5: ").contains("2 rows read, 1 scored, 1 refused");
    }
}
