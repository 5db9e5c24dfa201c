package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainFileTest {
    @TempDir Path folder;

    @Test
    void withoutAFileTheDefaultsHold() throws IOException {
        TrainFile none = TrainFile.load(null, Map.of(), false);
        assertThat(none.stream()).isNull();
        assertThat(none.train())
                .isEqualTo(
                        new TrainSpec(
                                TrainSpec.Task.FORECAST,
                                "bundled:universal",
                                null,
                                null,
                                1,
                                "java",
                                null,
                                0.15,
                                0.15,
                                List.of(),
                                TrainSpec.Channels.ALONE,
                                10));
    }

    @Test
    void aStreamsOwnFileServesAndTheCommandLineWins() throws IOException {
        Path file = write("train: {start: scratch, seasons: [24, 168]}\n" + Yaml.LEAST);
        TrainFile both = TrainFile.load(file, Map.of("source.topic", List.of("other")), true);
        assertThat(both.train().seasons()).containsExactly(24, 168);
        assertThat(both.stream().source().topic()).isEqualTo("other");
        assertThat(both.stream().sink().scores()).isEqualTo("other.scores");
        assertThat(StreamSpec.load(file).source().topic()).isNotEqualTo("other");
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() throws IOException {
        Path file =
                write(
                        "train:\n  tokens: 10\n  learning-rat: 1\n  seasons: [24, 7]\n  test-share: 0.5\n");
        assertThatThrownBy(() -> TrainFile.load(file, Map.of(), false))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(
                        "line 2: train.tokens = 10: allowed are whole numbers from 1000 to")
                .hasMessageContaining(
                        "line 3: train.learning-rat is no option; did you mean train.learning-rate?")
                .hasMessageContaining("line 4: train.seasons = [24, 7]: allowed are lists")
                .hasMessageContaining(
                        "line 5: train.test-share = 0.5: allowed are numbers above 0");
    }

    @Test
    void aTopicNeedsItsSource() {
        assertThatThrownBy(() -> TrainFile.load(null, Map.of(), true))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("source.topic is missing")
                .hasMessageContaining("source.values is missing")
                .hasMessageContaining("kafka.bootstrap.servers is missing");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("train.yaml"), text);
    }
}
