package io.undercurrent.demo.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.compose.Twin.Comparison;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the commands call lost, doubled and unequal. */
class ComparisonTest {
    private static final Map<TopicPartition, Long> ENDS =
            Map.of(new TopicPartition("my-topic", 0), 10L, new TopicPartition("my-topic", 1), 3L);
    private final Map<String, Long> twin = new HashMap<>();
    private final Map<String, Long> job = new HashMap<>();

    ComparisonTest() {
        for (int offset = 0; offset < 10; offset++) {
            twin.put(Committed.name("scores", "my-topic-0-" + offset), (long) offset);
        }
        job.putAll(twin);
    }

    private Comparison compare(int doubled) {
        return Comparison.of(twin, job, doubled, ENDS);
    }

    @Test
    void theSameIsClean() {
        assertThat(compare(0).clean()).isTrue();
        assertThat(compare(0).toString())
                .isEqualTo("10 results of the twin: 0 lost, 0 doubled, 0 unequal");
    }

    @Test
    void aResultThatIsMissingIsLost() {
        job.remove("scores my-topic-0-4");
        assertThat(compare(0).clean()).isFalse();
        assertThat(compare(0).toString()).contains("1 lost").contains("scores my-topic-0-4");
    }

    @Test
    void anotherFingerprintIsUnequal() {
        job.put("scores my-topic-0-9", 77L);
        assertThat(compare(0).unequal()).containsExactly("scores my-topic-0-9");
        assertThat(compare(0).clean()).isFalse();
    }

    @Test
    void whatOnlyTheJobHasIsUnequalAsFarAsTheTwinWent() {
        job.put("anomalies my-topic-1-2", 1L);
        job.put("anomalies my-topic-1-3", 1L); // after the twin's end
        assertThat(compare(0).unequal()).containsExactly("anomalies my-topic-1-2");
    }

    @Test
    void whatCameAgainIsNotClean() {
        assertThat(compare(2).clean()).isFalse();
        assertThat(compare(2).toString()).contains("2 doubled");
    }
}
