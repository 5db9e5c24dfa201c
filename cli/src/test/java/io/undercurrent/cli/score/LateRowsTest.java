package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Rows older than their key's newest. */
class LateRowsTest {
    private static final int AT = 180;

    @Test
    void byDefaultTheyAreScoredWithAGapOfNothing() {
        Scored little = Scored.of(late(Scored.time(AT - 2)));
        assertThat(little.rows()).hasSize(301);
        assertThat(little.rows().get(AT))
                .containsEntry("status", "LATE")
                .containsEntry("timestamp", Scored.time(AT - 2));
        assertThat(little.column("status").subList(AT + 1, 301)).containsOnly("SCORED");
        Scored very = Scored.of(late("1999-12-31T00:00:00Z"), "--late", "score");
        assertThat(very.numbers())
                .as("how late a row is does not count")
                .isEqualTo(little.numbers());
    }

    @Test
    void aRowAsOldAsTheNewestIsNotLate() {
        Scored same = Scored.of(late(Scored.time(AT - 1)), "--late", "dead-letter");
        assertThat(same.column("status").subList(128, 301)).containsOnly("SCORED");
    }

    @Test
    void deadLettersAreReportedAndLeaveNoTrace() {
        Cli run = Scored.run(late(Scored.time(3)), "--late", "dead-letter");
        assertThat(run.status()).isZero();
        assertThat(Scored.parse(run.out()).lines())
                .isEqualTo(Scored.of(Scored.generate(6, 300).toString()).lines());
        assertThat(run.err())
                .contains("line " + (AT + 2) + ": late")
                .contains("--late score")
                .contains("301 rows read, 300 scored, 1 refused");
        Cli strict = Scored.run(late(Scored.time(3)), "--late", "dead-letter", "--strict");
        assertThat(strict.status()).isEqualTo(3);
        assertThat(Scored.parse(strict.out()).rows()).hasSize(AT);
    }

    @Test
    void eachKeyHasItsOwnClock() {
        String csv = "k,time,value\na,2026-01-02T00:00:00Z,1\nb,2026-01-01T00:00:00Z,1\n";
        Scored scored = Scored.of(csv, "--key", "k", "--late", "dead-letter", "--warmup", "0");
        assertThat(scored.rows()).hasSize(2);
    }

    @Test
    void anotherWordIsRefused() {
        Cli run = Scored.run("", "--late", "drop");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().toLowerCase(Locale.ROOT))
                .contains("--late")
                .contains("'drop': allowed are score and dead-letter");
    }

    /** 300 rows in order and one more after row 180, with the given time. */
    private static String late(String time) {
        List<String> rows = new ArrayList<>(Scored.generate(6, 300).toString().lines().toList());
        rows.add(AT + 1, time + ",4.5");
        return String.join("\n", rows);
    }
}
