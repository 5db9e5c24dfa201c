package io.undercurrent.streams.scoring;

import io.undercurrent.stream.metrics.PrometheusText;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * An instance's metrics as text for Prometheus: all of ours, and of Kafka Streams' and its clients'
 * those that tell whether the application keeps up.
 */
public final class ShownMetrics {
    /** By group: threads, rebalances, lag, commits. */
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

    private static final Map<String, StreamMetric> OURS =
            Arrays.stream(StreamMetric.values())
                    .collect(Collectors.toMap(StreamMetric::id, Function.identity()));

    private ShownMetrics() {}

    /**
     * What they are now.
     *
     * @param metrics all that Kafka Streams has
     * @return the text
     */
    public static PrometheusText of(Map<MetricName, ? extends Metric> metrics) {
        PrometheusText text = new PrometheusText();
        metrics.forEach(
                (name, metric) -> {
                    if (metric.metricValue() instanceof Number value) {
                        add(text, name, value.doubleValue());
                    }
                });
        return text;
    }

    private static void add(PrometheusText text, MetricName name, double value) {
        if (name.group().equals(StreamMetric.GROUP)) {
            String keys =
                    name.tags().keySet().stream()
                            .filter(key -> !key.equals(TaskMetrics.TASK))
                            .map(key -> key + "_")
                            .collect(Collectors.joining());
            StreamMetric metric = OURS.get(name.name().replaceFirst("_.*", ""));
            text.add(
                    StreamMetric.GROUP + "_" + keys + name.name(),
                    metric.kind() != StreamMetric.Kind.GAUGE,
                    metric.sentence(),
                    name.tags(),
                    value);
        } else if (FOREIGN.getOrDefault(name.group(), Set.of()).contains(name.name())) {
            text.add(
                    "kafka_" + name.group().replaceFirst("-metrics$", "") + "_" + name.name(),
                    name.name().endsWith("-total"),
                    name.description(),
                    name.tags(),
                    value);
        }
    }
}
