package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row's output depends on nothing after the row, and does not wait for it. */
class NoLookAheadTest {
    private static final long SEED = 7;
    private static final int ROWS = 400;

    @Test
    void changingALaterRowChangesNoEarlierOutput() {
        List<String> csv = Scored.generate(SEED, ROWS).toString().lines().toList();
        List<String> whole = Scored.of(String.join("\n", csv)).lines();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 12; round++) {
            int changed = 1 + random.nextInt(ROWS);
            String[] rows = csv.toArray(String[]::new);
            rows[changed] = Scored.time(changed - 1) + "," + (1e6 * random.nextDouble() - 5e5);
            List<String> other = Scored.of(String.join("\n", rows)).lines();
            assertThat(other.subList(0, changed - 1))
                    .as("seed %d, row %d changed", SEED, changed)
                    .isEqualTo(whole.subList(0, changed - 1));
            assertThat(other.subList(changed - 1, ROWS))
                    .as("seed %d, row %d changed", SEED, changed)
                    .isNotEqualTo(whole.subList(changed - 1, ROWS));
        }
        for (int kept : new int[] {1, 2, 129, ROWS - 1}) {
            assertThat(Scored.of(String.join("\n", csv.subList(0, kept + 1))).lines())
                    .as("seed %d, the first %d rows alone", SEED, kept)
                    .isEqualTo(whole.subList(0, kept));
        }
    }

    @Test
    void outputAppearsAsInputArrives(@TempDir Path folder) throws Exception {
        try (Child score = Child.start(folder, "score")) {
            score.write("time,value\n");
            for (int i = 0; i < 5; i++) {
                score.write(Scored.time(i) + "," + i + "\n");
                List<String> lines = score.awaitLines(i + 2);
                assertThat(lines).hasSize(i + 2);
                assertThat(lines.get(i + 1)).startsWith(Scored.time(i) + "," + i + ".0,");
            }
            score.write(Scored.time(5) + ",5"); // a last line may lack its end
            score.endInput();
            assertThat(score.awaitLines(7)).hasSize(7);
            assertThat(score.status()).isZero();
        }
    }
}
