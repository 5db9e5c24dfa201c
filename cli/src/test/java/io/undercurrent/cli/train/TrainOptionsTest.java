package io.undercurrent.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.TrainFile;
import io.undercurrent.training.run.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section train of a file and the options of the Java API are the same ones. */
class TrainOptionsTest {
    @TempDir private Path folder;

    @Test
    void theDefaultsAreTheSame() throws Exception {
        TrainingOptions file = TrainCommand.options(TrainFile.load(null, Map.of(), false).train());
        assertThat(values(file)).isEqualTo(values(TrainingOptions.builder().build()));
    }

    @Test
    void everyOptionArrives() throws Exception {
        Path yaml =
                Files.writeString(
                        folder.resolve("train.yaml"),
                        """
                        train:
                          task: next-event
                          start: scratch
                          tokens: 5000
                          learning-rate: 0.01
                          seed: 7
                          engine: other
                          threads: 3
                          validation-share: 0.1
                          test-share: 0.2
                          seasons: [24, 168]
                          channels: together
                          patience: 4
                        """);
        TrainingOptions file = TrainCommand.options(TrainFile.load(yaml, Map.of(), false).train());
        assertThat(values(file))
                .isEqualTo(
                        "[NEXT_EVENT, scratch, OptionalLong[5000], OptionalDouble[0.01], 7, other, OptionalInt[3], Split[validationShare=0.1, testShare=0.2], [24, 168], true, 4]");
    }

    private static String values(TrainingOptions o) {
        return List.of(
                        o.task(),
                        o.start(),
                        o.tokens(),
                        o.learningRate(),
                        o.seed(),
                        o.engine(),
                        o.threads(),
                        o.split(),
                        o.seasons(),
                        o.together(),
                        o.patience())
                .toString();
    }
}
