package io.undercurrent.alarms;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmChecksTest {
    private final StreamSpec spec = StreamSpec.parse(Alarms.LEAST, "stream.yaml");

    @Test
    void scoresAndAnomaliesHaveEqualNumbersOfPartitions() {
        assertThatCode(
                        () ->
                                AlarmChecks.checkPartitions(
                                        spec, Map.of("t.scores", 3, "t.anomalies", 3)))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () ->
                                AlarmChecks.checkPartitions(
                                        spec, Map.of("t.scores", 3, "t.anomalies", 4)))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith(
                        "sink.anomalies = t.anomalies: it has 4 partitions and sink.scores ="
                                + " t.scores has 3; allowed are equal numbers");
    }

    @Test
    void topicsThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> AlarmChecks.checkPartitions(spec, Map.of("t.scores", 3)))
                .hasMessageStartingWith("sink.anomalies = t.anomalies: the brokers have no such");
    }
}
