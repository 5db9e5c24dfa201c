package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.schemas.KeyState;
import io.undercurrent.stream.portable.KeyStateFile;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score} with more keys than it may keep on the heap. */
class SpillTest {
    @TempDir Path folder;

    private static String rows(int from, int to) {
        StringBuilder csv = new StringBuilder("time,machine,value\n");
        for (int i = from; i < to; i++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,m%d,%.4f%n",
                            Scored.time(i),
                            i * 7 % 11,
                            Scored.value(9, i)));
        }
        return csv.toString();
    }

    @Test
    void keyStatesInTheFileScoreAndAreSavedAsThoseOnTheHeap() throws Exception {
        String[] names = {"heap", "file"};
        String[][] bounds = {{"--max-keys=100"}, {"--max-keys=3"}};
        Cli[] first = new Cli[2];
        Cli[] second = new Cli[2];
        for (int i = 0; i < 2; i++) {
            Path state = folder.resolve(names[i] + ".avro");
            first[i] =
                    Scored.run(
                            rows(0, 400), "--key=machine", "--save-state=" + state, bounds[i][0]);
            second[i] =
                    Scored.run(
                            rows(400, 600),
                            "--key=machine",
                            "--state=" + state,
                            "--save-state=" + state,
                            bounds[i][0]);
            assertThat(first[i].status()).as(first[i].err()).isZero();
            assertThat(second[i].status()).as(second[i].err()).isZero();
        }
        assertThat(first[1].out()).isEqualTo(first[0].out());
        assertThat(second[1].out()).isEqualTo(second[0].out());
        assertThat(saved("file.avro")).isEqualTo(saved("heap.avro")).hasSize(11);
        assertThat(first[0].err()).doesNotContain("temporary file").contains("11 keys");
        assertThat(first[1].err())
                .contains("the states of 4 keys take", "--max-keys 3", "temporary file", "11 keys");
    }

    /** The saved memories by key, in hexadecimal. */
    private Map<String, String> saved(String name) throws Exception {
        Map<String, String> memories = new TreeMap<>();
        try (KeyStateFile.Reader in = new KeyStateFile.Reader(folder.resolve(name))) {
            for (KeyState state = in.read(); state != null; state = in.read()) {
                memories.put(state.getKey(), HexFormat.of().formatHex(KeyStateFile.bytes(state)));
            }
        }
        return memories;
    }

    @Test
    void tooManyKeysAreRefusedWhereThatIsSaid() {
        Cli run = Scored.run(rows(0, 50), "--key=machine", "--max-keys=3", "--overflow=refuse");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "the states of 4 keys take",
                        "more than --max-keys 3 allows",
                        "--overflow spill")
                .doesNotContain("\tat ");
        assertThat(Scored.run(rows(0, 5), "--max-keys=0").err()).contains("--max-keys = 0");
    }
}
