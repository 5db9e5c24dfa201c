package io.undercurrent.stream.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the reference page of all metrics from their registry. */
final class MetricsPage {
    private static final String HEAD =
            """
            # Metrics

            Generated from the registry of metrics; do not edit. After a change there:
            `mvn -pl stream-core -am test -Dtest=MetricsPageTest \
            -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.docs=true`

            Both runtimes show the same metrics, each scoring instance its own. Counters and \
            histograms begin at 0 with the instance, so take `rate` or `increase` of them and add \
            up what comes out. `./undercurrent stat` shows them live.

            ## Where they are

            **`run` on either runtime**: with `metrics.prometheus: 127.0.0.1:9249` in stream.yaml \
            they can be scraped at `http://127.0.0.1:9249/metrics`. Without the option nothing \
            listens. Nobody is asked who they are: name an address beyond this machine only where \
            the network is trusted.

            **A Flink cluster**: in the operator's metric group, below the group `undercurrent`, \
            each label as a group of its own; so every reporter of Flink's has them. For \
            Prometheus, in Flink's configuration (the reporter comes with Flink, as a plugin):

            ```yaml
            metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
            metrics.reporter.prom.port: 9249-9260
            ```

            It listens on **all** interfaces. `metrics.prometheus` in stream.yaml is refused there, \
            since the cluster's processes are not ours to open ports in. The reporter replaces \
            dots, blanks and signs in labels by `_` unless \
            `metrics.reporter.prom.filterLabelValueCharacters: false`, and calls every type `gauge`.

            **Kafka Streams**: also among its own metrics (`KafkaStreams.metrics()`, JMX), group \
            `undercurrent`, tag `task-id` and the labels.

            ## All metrics

            | id | kind | unit | label | what it says |
            | --- | --- | --- | --- | --- |
            """;

    private static final String NAMES =
            """

            `cache...` and the slabs in memory are there with a cache only (RocksDB, and Kafka \
            Streams), `schema...` only where schemas come from a registry.

            ## Names for Prometheus

            A name carries the names of its own labels, because Flink's reporter writes a label's \
            group before the metric, and both runtimes share the rest of the name. Flink adds the \
            labels `job_id`, `job_name`, `operator_name` (`score`; the source's is \
            `Source:_events`), `subtask_index`, `tm_id`, `host` and others of its own; Kafka Streams \
            adds `task_id`.

            | Flink | Kafka Streams | labels of its own |
            | --- | --- | --- |
            """;

    private static final String TAIL =
            """

            Histograms are cumulative counts by upper bound in milliseconds, `le` being `1`, `2`, \
            `5`, ... `1800000` and `Inf`: whole numbers and no sign, so that Flink's reporter leaves \
            them as they are. In PromQL, on Flink:

            ```
            histogram_quantile(0.99, sum by (le) (rate(flink_taskmanager_job_task_operator_undercurrent_le_scoredLatencyMillis_bucket[1m])))
            sum by (reason) (rate(flink_taskmanager_job_task_operator_undercurrent_reason_deadLetters[5m]))
            sum(rate(flink_taskmanager_job_task_operator_undercurrent_scorerNanos[1m])) / sum(rate(flink_taskmanager_job_task_operator_undercurrent_scores[1m]))
            sum(rate(flink_taskmanager_job_task_operator_undercurrent_bandInside[1h])) / sum(rate(flink_taskmanager_job_task_operator_undercurrent_bandValues[1h]))
            max(flink_taskmanager_job_task_operator_undercurrent_eventTimeLagMillis)
            ```

            The band is the **alarm band**, `lower` to `upper` of a Score, whose declared coverage is \
            `1 - alarm.rate`; the forecasts' quantiles are judged by `evaluate forecast`.

            What a checkpoint uploads is Flink's own metric `lastCheckpointSize` of the job.
            """;

    private MetricsPage() {}

    static String render() {
        StringBuilder page = new StringBuilder(HEAD);
        for (StreamMetric metric : StreamMetric.values()) {
            row(
                    page,
                    code(metric.id()),
                    metric.kind().name().toLowerCase(Locale.ROOT),
                    metric.unit().isEmpty() ? "none" : metric.unit(),
                    metric.label(),
                    metric.sentence());
        }
        page.append(NAMES);
        for (StreamMetric metric : StreamMetric.values()) {
            for (Series series : metric.series()) {
                String name = series.prometheusName();
                String labels =
                        series.labels().keySet().stream()
                                .map(MetricsPage::code)
                                .collect(Collectors.joining(", "));
                row(page, code(series.flinkName()), code(name), labels.isEmpty() ? "none" : labels);
            }
        }
        return page.append(TAIL).toString();
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", Arrays.asList(cells))).append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
