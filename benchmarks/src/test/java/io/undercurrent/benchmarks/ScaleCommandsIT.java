package io.undercurrent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.benchmarks.latency.LatencyCommand;
import io.undercurrent.benchmarks.pipeline.PipelineCommand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands that need a broker run and find equal results; their figures are nobody's here. */
@Tag("slow")
class ScaleCommandsIT {
    @Test
    void theJobCommitsWhatTheBareScorerSays() {
        assertThat(Printed.by(new PipelineCommand(), "--quick"))
                .containsPattern("A / \\(B \\+ C\\) +[0-9.]+ ")
                .containsPattern("A and B committed alike: SCORE 20,000 .* DEAD_LETTER 0 ");
    }

    @Test
    void everyScoreArrivesOnce() {
        assertThat(Printed.by(new LatencyCommand(), "--quick"))
                .containsPattern("\nwritten, all +[0-9.]+ +[0-9.]+ ")
                .containsPattern("\ncommitted, all +[0-9.]+ +[0-9.]+ ")
                .contains("every event's score arrived exactly once");
    }
}
