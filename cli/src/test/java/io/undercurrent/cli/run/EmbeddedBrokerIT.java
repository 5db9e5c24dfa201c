package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream without any Kafka around: the broker comes with the run, and so does its memory. */
@Tag("slow")
class EmbeddedBrokerIT {
    private static final int ROWS = 60;
    private static final String ADDRESS = "embedded broker at ";

    @TempDir Path folder;

    @Test
    void rowsReplayedIntoTheEmbeddedBrokerAreScoredAndTheNextRunGoesOn() throws Exception {
        Declared declared = new Declared("embedded", "source", folder);
        runAndReplay(declared.yaml("own"), 0, "starting without state");
        Path wider = declared.yaml("own", "job.parallelism: 2");
        List<Score> scores = runAndReplay(wider, ROWS, "savepoint-");
        assertThat(scores)
                .extracting(Score::getStatus)
                .startsWith(ScoreStatus.WARMUP)
                .endsWith(ScoreStatus.SCORED);
        assertThat(scores.subList(40, 2 * ROWS))
                .as("the second run's events meet a key that is warm")
                .extracting(Score::getStatus)
                .containsOnly(ScoreStatus.SCORED);
        assertThat(scores)
                .extracting(score -> score.getValues().get(0))
                .startsWith(0.0, 1.0)
                .endsWith(2.0 * ROWS - 1);
    }

    private List<Score> runAndReplay(Path yaml, int from, String begins) throws Exception {
        try (Child run = Child.start(folder, "run", yaml.toString())) {
            String line = run.awaitLine(ADDRESS);
            String servers = line.substring(line.indexOf(ADDRESS) + ADDRESS.length());
            run.awaitLine(begins);
            run.awaitLine("running: ");
            String file = rows(from).toString();
            Cli replay =
                    Cli.run(
                            "",
                            "replay",
                            file,
                            "--topic=source",
                            "--series=s",
                            "--bootstrap-servers=" + servers);
            assertThat(replay.status()).as(replay.err()).isZero();
            List<Score> scores;
            try (Committed committed = new Committed(servers, "own")) {
                scores = committed.awaitExactly(from + ROWS).get("s");
            }
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
            return scores;
        }
    }

    private Path rows(int from) throws IOException {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = from; i < from + ROWS; i++) {
            csv.append(Instant.EPOCH.plusSeconds(i)).append(',').append(i).append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), csv);
    }
}
