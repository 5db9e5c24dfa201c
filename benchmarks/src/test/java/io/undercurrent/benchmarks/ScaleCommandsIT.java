package io.undercurrent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.undercurrent.benchmarks.latency.LatencyCommand;
import io.undercurrent.benchmarks.peers.PeersCommand;
import io.undercurrent.benchmarks.pipeline.PipelineCommand;
import io.undercurrent.benchmarks.runtimes.RuntimesCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need a broker run and find equal results; their figures are nobody's here. */
class ScaleCommandsIT {
    @TempDir Path folder;

    @Test
    @Tag("nightly")
    void theJobCommitsWhatTheBareScorerSays() {
        assertThat(Printed.by(new PipelineCommand(), "--quick"))
                .containsPattern("A / \\(B \\+ C\\) +[0-9.]+ ")
                .containsPattern("A and B committed alike: SCORE 20,000 .* DEAD_LETTER 0 ");
    }

    @Test
    @Tag("nightly") // three minutes, and RuntimesIT compares the same bytes
    void bothRuntimesCommitTheSameBytes() {
        assumeThat(Path.of("../target/lib/flink")).as("not built: module demo").isDirectory();
        assumeThat(Path.of("../target/lib/kafka-streams"))
                .as("not built: module kafka-streams")
                .isDirectory();
        assertThat(Printed.by(new RuntimesCommand(), "--quick"))
                .containsPattern("every round: both committed the same bytes .* SCORE 20,000, ")
                .contains("every event's score arrived exactly once")
                .containsPattern("after a kill: from checkpoint / changelog\n .* result +[0-9.]+ ")
                .endsWith("both committed the same bytes of every key\n");
    }

    @Test
    @Tag("nightly")
    void everyScoreArrivesOnce() {
        assertThat(Printed.by(new LatencyCommand(), "--quick"))
                .containsPattern("\nwritten, all +[0-9.]+ +[0-9.]+ ")
                .containsPattern("\ncommitted, all +[0-9.]+ +[0-9.]+ ")
                .contains("every event's score arrived exactly once");
    }

    @Test
    @Tag("nightly")
    void peersCommitWhatTheySayOutsideFlink() throws Exception {
        assertThat(
                        Printed.by(
                                new PeersCommand(),
                                "--quick",
                                "--contestants=identity,rcf,seasonal-z,tiny,tiny@rocksdb",
                                "--keys-of=tiny",
                                "--out=" + folder))
                .doesNotContain("failed")
                .containsPattern("\n\\| rcf +\\| [0-9,]+ +\\| [0-9.,]+ ")
                .containsPattern("\n\\| tiny@rocksdb +\\| [0-9,]+ +\\| [0-9.,]+ ")
                .containsPattern("tiny@rocksdb .* committed scores are those outside Flink");
        assertThat(folder.resolve("peers.html")).isNotEmptyFile();
    }
}
