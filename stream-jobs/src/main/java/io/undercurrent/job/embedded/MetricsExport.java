package io.undercurrent.job.embedded;

import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.stream.metrics.PrometheusText;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.metrics.MetricNames;

/**
 * Exports all metrics of a cluster as text for Prometheus: our metrics under the names of the
 * registry, Flink's under the names that Flink's own Prometheus reporter gives them ({@code
 * ScrapeIT} compares both). Flink's reporter is not used, because it always listens on all
 * interfaces.
 */
final class MetricsExport implements MetricReporter {
    /** The gauge that the connector's reader has for each of its partitions. */
    private static final String POSITION = "KafkaSourceReader_topic_partition_currentOffset";

    /** The gauge of Flink's for what the readers have not fetched. */
    private static final String PENDING = "_" + MetricNames.PENDING_RECORDS;

    private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};

    /** Compares by identity, because two metrics may be equal. */
    private final IdentityHashMap<Metric, Named> metrics = new IdentityHashMap<>();

    private record Named(String name, String scope, Map<String, String> labels) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String scope =
                LogicalScopeProvider.castFrom(group).getLogicalScope(PrometheusText::legal, '_');
        Map<String, String> labels = new TreeMap<>();
        group.getAllVariables()
                .forEach((key, value) -> labels.put(key.substring(1, key.length() - 1), value));
        metrics.put(metric, new Named("flink_" + scope + "_" + name, scope, labels));
    }

    @Override
    public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        metrics.remove(metric);
    }

    /** Formats the current values. They are read outside the lock, because a gauge may be slow. */
    PrometheusText text() {
        PrometheusText text = new PrometheusText();
        for (Map.Entry<Metric, Named> shown : copy()) {
            add(text, shown.getKey(), shown.getValue());
        }
        return text;
    }

    private synchronized List<Map.Entry<Metric, Named>> copy() {
        List<Map.Entry<Metric, Named>> copy = new ArrayList<>(metrics.size());
        metrics.forEach((metric, named) -> copy.add(Map.entry(metric, named)));
        return copy;
    }

    /** The partitions of which a reader shows how far it is, in order. */
    synchronized List<String> partitions() {
        return metrics.values().stream()
                .filter(named -> named.name.endsWith(POSITION))
                .map(named -> named.labels)
                .map(labels -> labels.get("topic") + "-" + labels.get("partition"))
                .distinct()
                .sorted()
                .toList();
    }

    /** How far the source is. The metrics are read outside the lock, as for {@link #text}. */
    SourceWork work() {
        double events = 0;
        double waiting = 0;
        double schemaSeconds = 0;
        for (Map.Entry<Metric, Named> shown : copy()) {
            if (shown.getKey() instanceof FlinkMetrics.Shown ours) {
                StreamMetric metric = ours.series().metric();
                events += metric == StreamMetric.EVENTS ? ours.now() : 0;
                // That of the whole process, whichever reader shows it.
                double seconds = metric == StreamMetric.SCHEMA_WAIT ? ours.now() : 0;
                schemaSeconds = Math.max(schemaSeconds, seconds);
            } else if (shown.getKey() instanceof Gauge<?> gauge
                    && shown.getValue().name.endsWith(PENDING)
                    && gauge.getValue() instanceof Number number) {
                waiting += Math.max(0, number.doubleValue());
            }
        }
        return new SourceWork(events, waiting, schemaSeconds);
    }

    private static void add(PrometheusText text, Metric metric, Named named) {
        if (metric instanceof FlinkMetrics.Shown ours) {
            text.add(ours.series(), named.labels, ours.now());
        } else if (metric instanceof Counter counter) {
            add(text, named, "", true, named.labels, (double) counter.getCount());
        } else if (metric instanceof Meter meter) {
            add(text, named, "", false, named.labels, meter.getRate());
        } else if (metric instanceof Histogram histogram) {
            add(text, named, "_count", true, named.labels, (double) histogram.getCount());
            HistogramStatistics statistics = histogram.getStatistics();
            for (double quantile : QUANTILES) {
                Map<String, String> labels = new HashMap<>(named.labels);
                labels.put("quantile", String.valueOf(quantile));
                add(text, named, "", false, labels, statistics.getQuantile(quantile));
            }
        } else if (metric instanceof Gauge<?> gauge) {
            Object value = gauge.getValue();
            if (value instanceof Number number) {
                add(text, named, "", false, named.labels, number.doubleValue());
            } else if (value instanceof Boolean yes) {
                add(text, named, "", false, named.labels, yes ? 1 : 0);
            }
        }
    }

    private static void add(
            PrometheusText text,
            Named named,
            String part,
            boolean isCount,
            Map<String, String> labels,
            double value) {
        text.add(named.name + part, isCount, "Flink scope " + named.scope, labels, value);
    }
}
