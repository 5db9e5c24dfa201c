package io.undercurrent.stream.metrics;

import io.undercurrent.stream.metrics.StreamMetric.Shown;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes the reference page of all metrics from their registry. */
final class MetricsPage {
    private static final String HEAD =
            """
            # Metrics

            Generated from the registry of metrics; do not edit. After a change there:
            `mvn -pl stream-core -am test -Dtest=MetricsPageTest \
            -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.docs=true`

            Both runtimes show the same metrics, each scoring instance its own, under the same \
            names. The names follow Prometheus' conventions: base units at the end, `_total` for \
            counters, `_ratio` for shares. Counters and histograms start at 0 with the instance, so \
            take `rate` or `increase` of them and add up the results. `./undercurrent stat` shows \
            them live.

            ## Where they are

            **`run` on either runtime**: with `metrics.prometheus: 127.0.0.1:9249` in stream.yaml \
            they can be scraped at `http://127.0.0.1:9249/metrics`, with `/health` beside it \
            ([health](../operations.md#health)). Without the option nothing listens. The server \
            does not authenticate anyone: name an address beyond this machine only where the \
            network is trusted.

            **`observe`**: always, at its `--http` address, with `/health` beside it.

            **A Flink cluster**: in the operator's metric group, below the group `undercurrent`, \
            each label as a group of its own; so every reporter of Flink's has them. For \
            Prometheus, in Flink's configuration (the reporter comes with Flink, as a plugin):

            ```yaml
            metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
            metrics.reporter.prom.port: 9249-9260
            metrics.reporter.prom.filterLabelValueCharacters: false
            ```

            It listens on **all** interfaces. `metrics.prometheus` in stream.yaml is refused there, \
            since the job must not open ports in the cluster's processes. The third line is \
            required: without it the reporter replaces the dots and signs in `le` by `_`, and \
            `histogram_quantile` finds no bounds. The reporter calls every type `gauge`, and writes \
            its scope and the labels' names before the name (last table). One rule in \
            Prometheus' `scrape_configs` takes them off, so that one dashboard serves both \
            runtimes:

            ```yaml
            metric_relabel_configs:
              - source_labels: [__name__]
                regex: "RULE"
                target_label: __name__
                replacement: "undercurrent_$1"
            ```

            **Kafka Streams**: also among its own metrics (`KafkaStreams.metrics()`, JMX), group \
            `undercurrent`, the name without `undercurrent_`, tag `task-id` and the labels.

            ## All metrics of a job

            Flink adds the labels `job_id`, `job_name`, `operator_name` (`score`; the source's is \
            `Source:_events`), `subtask_index`, `tm_id`, `host` and others of its own; Kafka Streams \
            adds `task_id`.

            """;

    private static final String TABLE =
            """
            | name | kind | unit | labels | what it says |
            | --- | --- | --- | --- | --- |
            """;

    private static final String OBSERVED =
            """

            `cache_...` is there with a cache only (RocksDB, and Kafka Streams), `schema_...` only \
            where schemas come from a registry; `last_commit_timestamp_seconds`, \
            `source_partition_info` and `healthy` are `run`'s own (a Flink cluster has \
            `lastCompletedCheckpointId` and its REST interface for that).

            A histogram `x` has the series `x_bucket` with the label `le` (upper bounds in seconds, \
            from `0.001` to `1800`, and `+Inf`), `x_sum` and `x_count`. In PromQL:

            ```
            histogram_quantile(0.99, sum by (le) (rate(undercurrent_scored_latency_seconds_bucket[1m])))
            sum by (reason) (rate(undercurrent_dead_letters_total[5m]))
            sum(rate(undercurrent_scorer_seconds_total[1m])) / sum(rate(undercurrent_scores_total[1m]))
            sum(rate(undercurrent_band_values_inside_total[1h])) / sum(rate(undercurrent_band_values_total[1h]))
            max(undercurrent_event_time_lag_seconds)
            ```

            The band is the **usual range**, `lower` to `upper` of a Score, whose declared coverage is \
            `1 - alarm.rate`; the forecasts' quantiles are judged by `evaluate forecast`.

            What a checkpoint uploads is Flink's own metric `lastCheckpointSize` of the job.

            ## All metrics of `observe`

            It reads the committed results, so its names say `observed` where a job counts the same \
            thing.

            """;

    private static final String FLINK =
            """

            ## Names that Flink's own reporter writes

            | name | with Flink's own reporter |
            | --- | --- |
            """;

    private MetricsPage() {}

    static String render() {
        StringBuilder page = new StringBuilder(HEAD.replace("RULE", Series.FLINK_RULE));
        table(page, metric -> metric.shown() != Shown.OBSERVED);
        page.append(OBSERVED);
        table(page, metric -> metric.shown() == Shown.OBSERVED);
        page.append(FLINK);
        for (StreamMetric metric : StreamMetric.values()) {
            if (metric.shown() != Shown.OBSERVED && metric.shown() != Shown.RUN) {
                for (Series series : metric.series()) {
                    row(page, code(series.prometheusName()), code(series.flinkName()));
                }
            }
        }
        return page.toString();
    }

    private static void table(StringBuilder page, Predicate<StreamMetric> which) {
        page.append(TABLE);
        for (StreamMetric metric : StreamMetric.values()) {
            if (which.test(metric)) {
                String labels =
                        metric.keys().stream()
                                .map(MetricsPage::code)
                                .collect(Collectors.joining(", "));
                row(
                        page,
                        code(metric.prometheusName()),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.unit().isEmpty() ? "none" : metric.unit(),
                        labels.isEmpty() ? "none" : labels,
                        metric.sentence());
            }
        }
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", Arrays.asList(cells))).append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
