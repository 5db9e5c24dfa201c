package io.undercurrent.streams.scoring;

import io.undercurrent.stream.metrics.PrometheusText;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * Exports an instance's metrics as text for Prometheus: all metrics of ours, and those of Kafka
 * Streams and its clients that show whether the application keeps up.
 */
public final class MetricsExport {
    /**
     * The exported metrics of Kafka Streams and its clients, by metric group: threads, rebalances,
     * lag, commits.
     */
    private static final Map<String, Set<String>> FOREIGN =
            Map.of(
                    "stream-metrics",
                    Set.of("alive-stream-threads", "failed-stream-threads"),
                    "stream-thread-metrics",
                    Set.of("commit-latency-avg", "commit-latency-max", "process-ratio"),
                    "consumer-coordinator-metrics",
                    Set.of(
                            "rebalance-total",
                            "failed-rebalance-total",
                            "rebalance-latency-avg",
                            "last-rebalance-seconds-ago",
                            "assigned-partitions"),
                    "consumer-fetch-manager-metrics",
                    Set.of("records-lag", "records-lag-max"));

    private MetricsExport() {}

    /**
     * Formats the current values.
     *
     * @param metrics all metrics of Kafka Streams
     * @return the text
     */
    public static PrometheusText of(Map<MetricName, ? extends Metric> metrics) {
        PrometheusText text = new PrometheusText();
        metrics.forEach(
                (name, metric) -> {
                    Optional<Series> ours = series(metric);
                    if (ours.isPresent()) {
                        text.add(ours.get(), name.tags(), value(metric));
                    } else if (metric.metricValue() instanceof Number number) {
                        add(text, name, number.doubleValue());
                    }
                });
        return text;
    }

    /**
     * Sums a counter over the tasks that the instance has now.
     *
     * @param metrics all metrics of Kafka Streams
     * @param metric a counter
     * @return the sum
     */
    public static double sum(Map<MetricName, ? extends Metric> metrics, StreamMetric metric) {
        return metrics.values().stream()
                .filter(shown -> series(shown).filter(s -> s.metric() == metric).isPresent())
                .mapToDouble(MetricsExport::value)
                .sum();
    }

    private static Optional<Series> series(Metric metric) {
        return metric instanceof KafkaMetric kafka
                        && kafka.isMeasurable()
                        && kafka.measurable() instanceof TaskMetrics.Read read
                ? Optional.of(read.series())
                : Optional.empty();
    }

    private static double value(Metric metric) {
        return ((Number) metric.metricValue()).doubleValue();
    }

    private static void add(PrometheusText text, MetricName name, double value) {
        if (FOREIGN.getOrDefault(name.group(), Set.of()).contains(name.name())) {
            text.add(
                    "kafka_" + name.group().replaceFirst("-metrics$", "") + "_" + name.name(),
                    name.name().endsWith("-total"),
                    name.description(),
                    name.tags(),
                    value);
        }
    }
}
