package io.undercurrent.stream.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void whatIsWrittenIsReadBackHoweverStrange() {
        PrometheusText text = new PrometheusText();
        Map<String, String> strange = Map.of("a-b", "back\\slash \"quote\"\nline, {brace} = ä");
        text.add("z", true, "Two\nlines \\", Map.of(), 12345678901234.0);
        text.add("a.b", false, "", strange, 0.1);
        text.add("z", true, "Another", Map.of("le", "+Inf"), Double.POSITIVE_INFINITY);
        text.add("n", false, "", Map.of(), Double.NaN);
        text.add("9", false, "", Map.of(), Double.NEGATIVE_INFINITY);
        String written = new String(text.bytes(), UTF_8);
        assertThat(written)
                .contains("# HELP z Two\\nlines \\\\\n# TYPE z counter\nz 12345678901234\nz{le=");
        assertThat(Sample.parse(written))
                .containsExactlyInAnyOrder(
                        new Sample("z", Map.of(), 12345678901234.0),
                        new Sample("z", Map.of("le", "+Inf"), Double.POSITIVE_INFINITY),
                        new Sample("a_b", Map.of("a_b", strange.get("a-b")), 0.1),
                        new Sample("n", Map.of(), Double.NaN),
                        new Sample("_9", Map.of(), Double.NEGATIVE_INFINITY));
    }

    @Test
    void aHistogramIsOneMetricInOrder() {
        LatencyHistogram histogram = new LatencyHistogram(StreamMetric.DETECTION_DELAY, 2, 10);
        histogram.add(3);
        Map<Series, Number> series = new HashMap<>();
        histogram.show((s, value) -> series.put(s, value.get()));
        PrometheusText text = new PrometheusText();
        for (String task : new String[] {"1", "0"}) {
            series.forEach((s, n) -> text.add(s, Map.of("task-id", task), n.doubleValue()));
        }
        StringBuilder expected = new StringBuilder();
        expected.append("# HELP undercurrent_detection_seconds ");
        expected.append(StreamMetric.DETECTION_DELAY.sentence());
        expected.append("\n# TYPE undercurrent_detection_seconds histogram\n");
        for (String task : new String[] {"0", "1"}) {
            expected.append(
                    """
                    undercurrent_detection_seconds_bucket{task_id="T",le="2"} 0
                    undercurrent_detection_seconds_bucket{task_id="T",le="10"} 1
                    undercurrent_detection_seconds_bucket{task_id="T",le="+Inf"} 1
                    undercurrent_detection_seconds_sum{task_id="T"} 3
                    undercurrent_detection_seconds_count{task_id="T"} 1
                    """
                            .replace("T", task));
        }
        assertThat(new String(text.bytes(), UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void whatIsShownWithoutANumberIsAbsent() {
        PrometheusText text = new PrometheusText();
        text.gauge(StreamMetric.RECALL, () -> Double.NaN);
        text.gauge(StreamMetric.SCORE, () -> -0.5, "a \"key\"");
        text.counter(StreamMetric.LABELS, () -> 3);
        assertThat(new String(text.bytes(), UTF_8))
                .contains("\nundercurrent_labels_total 3\n")
                .contains("\nundercurrent_score{key=\"a \\\"key\\\"\"} -0.5\n")
                .doesNotContain("recall");
    }

    @Test
    void whatOthersWriteIsReadToo() {
        String text =
                """
                # EOF of nothing
                flink_a{host="h",tm_id="x",} 1.0E7

                http:b { l = "\\\\" , m="\\"" }  -3 1700000000000
                """;
        assertThat(Sample.parse(text))
                .isEqualTo(
                        List.of(
                                new Sample("flink_a", Map.of("host", "h", "tm_id", "x"), 1e7),
                                new Sample("http:b", Map.of("l", "\\", "m", "\""), -3)));
    }

    @Test
    void whatIsNoScrapeIsRefusedWithItsPlace() {
        refused("a 1\n<html>", "line 2, column 1: a name was expected in: <html>");
        refused("a{b=\"c", "line 1, column 7: more was expected in: a{b=\"c");
        refused("a{b=\"c\" d=\"e\"} 1", "line 1, column 9: a comma or a closing brace");
        refused("a{b='c'} 1", "line 1, column 5: \" was expected");
        refused("a one", "a number was expected in: a one");
        refused("a 1 2 3", "a value and perhaps a time was expected");
        refused("a", "more was expected");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> Sample.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
