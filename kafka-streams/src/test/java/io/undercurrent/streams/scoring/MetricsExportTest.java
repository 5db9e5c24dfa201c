package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets from an application on Kafka Streams. */
class MetricsExportTest {
    @TempDir Path folder;

    @Test
    void everyMetricIsThereAndCountsWhatWentIn() throws Exception {
        try (Driven driven = new Driven(folder)) {
            driven.ordinary("a", 0, 60);
            driven.send("a".getBytes(UTF_8), new byte[] {1}, Driven.at(60));
            List<Sample> shown = scrape(driven.metrics());
            for (StreamMetric metric : StreamMetric.values()) {
                if (metric.shown() == StreamMetric.Shown.ALWAYS
                        || metric.shown() == StreamMetric.Shown.WITH_CACHE) {
                    for (Series series : metric.series()) {
                        assertThat(shown)
                                .as(series.prometheusName())
                                .anyMatch(
                                        sample ->
                                                sample.name().equals(series.prometheusName())
                                                        && sample.labels().containsKey("task_id")
                                                        && sample.labels()
                                                                .keySet()
                                                                .containsAll(
                                                                        series.labels().keySet()));
                    }
                }
            }
            assertThat(value(shown, "undercurrent_events_total")).isEqualTo(61);
            assertThat(value(shown, "undercurrent_scores_total")).isEqualTo(60);
            assertThat(value(shown, "undercurrent_band_values_total")).isEqualTo(20);
            assertThat(value(shown, "undercurrent_scored_latency_seconds_count")).isEqualTo(60);
            Map<String, Double> dead = new TreeMap<>();
            shown.stream()
                    .filter(sample -> sample.name().equals("undercurrent_dead_letters_total"))
                    .filter(sample -> sample.value() > 0)
                    .forEach(sample -> dead.put(sample.labels().get("reason"), sample.value()));
            assertThat(dead).containsExactlyEntriesOf(Map.of("UNDECODABLE", 1.0));
        }
    }

    @Test
    void ofKafkaStreamsOwnOnesAFewAreShown() {
        Map<MetricName, Metric> metrics = new HashMap<>();
        add(metrics, "consumer-fetch-manager-metrics", "records-lag-max", 7);
        add(metrics, "consumer-coordinator-metrics", "rebalance-total", 2);
        add(metrics, "producer-metrics", "record-send-total", 3);
        assertThat(scrape(metrics))
                .containsExactlyInAnyOrder(
                        new Sample(
                                "kafka_consumer_fetch_manager_records_lag_max",
                                Map.of("client_id", "c-1"),
                                7),
                        new Sample(
                                "kafka_consumer_coordinator_rebalance_total",
                                Map.of("client_id", "c-1"),
                                2));
    }

    private static void add(
            Map<MetricName, Metric> metrics, String group, String name, double value) {
        MetricName metric = new MetricName(name, group, "Said.", Map.of("client-id", "c-1"));
        Measurable measured = (config, now) -> value;
        metrics.put(
                metric,
                new KafkaMetric(new Object(), metric, measured, new MetricConfig(), Time.SYSTEM));
    }

    private static List<Sample> scrape(Map<MetricName, ? extends Metric> metrics) {
        return Sample.parse(new String(MetricsExport.of(metrics).bytes(), UTF_8));
    }

    private static double value(List<Sample> shown, String name) {
        return shown.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .sum();
    }
}
