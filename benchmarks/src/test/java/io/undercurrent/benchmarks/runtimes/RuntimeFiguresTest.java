package io.undercurrent.benchmarks.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeFiguresTest {
    @Test
    void theyAreMediansOfRounds() {
        List<Reading> readings =
                List.of(
                        new Reading(100, 7, 1, 30, 1_000),
                        new Reading(300, 9, 1, 10, 1_000),
                        new Reading(200, 5, 1, 20, 1_000));
        assertThat(RuntimeFigures.of("Kafka Streams", readings))
                .isEqualTo(new RuntimeFigures("Kafka Streams", 200, 7, 5, 9, 20));
    }
}
