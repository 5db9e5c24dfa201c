package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.schemas.KeyState;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.stream.trial.SpoiltSlabs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key state that holds a number which is not finite: one row is not judged, and it is said. */
class UnpredictedRowsTest {
    private static final int ROWS = 200;

    @TempDir Path folder;

    private void spoil(Path from, Path to) throws IOException {
        try (var in = new KeyStateFile.Reader(from);
                var out = new KeyStateFile.Writer(to, in.model(), in.next())) {
            for (KeyState state = in.read(); state != null; state = in.read()) {
                out.add(state.getKey(), SpoiltSlabs.of(KeyStateFile.bytes(state)));
            }
            out.complete();
        }
    }

    @Test
    void aRowWithoutAFiniteForecastIsUnpredicted() throws IOException {
        String all = Scored.generate(3, ROWS + 200).toString();
        int half = all.indexOf(Scored.time(ROWS));
        Path state = folder.resolve("state.avro");
        Path spoilt = folder.resolve("spoilt.avro");
        Scored.run(all.substring(0, half), "--save-state", state.toString());
        spoil(state, spoilt);
        String rest = "time,value\n" + all.substring(half);
        Cli run = Scored.run(rest, "--state", spoilt.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("1 of the rows are UNPREDICTED: the forecast of model universal@")
                .contains("use an earlier checkpoint of its training");
        Scored scored = Scored.parse(run.out());
        assertThat(scored.column("status").get(0)).isEqualTo("SCORED");
        Map<String, String> row = scored.rows().get(1);
        assertThat(row)
                .containsEntry("status", "UNPREDICTED")
                .containsEntry("score", "0.0")
                .containsEntry("severity", "0.0")
                .containsEntry("alarm", "false")
                .containsEntry("expected", "")
                .containsEntry("lower", "")
                .containsEntry("upper", "");
        assertThat(scored.column("status").subList(2, 129)).containsOnly("WARMUP");
        assertThat(scored.column("status").subList(129, 200)).containsOnly("SCORED");
    }
}
