package io.undercurrent.stream.metrics;

import io.undercurrent.stream.metrics.StreamMetric.Kind;
import io.undercurrent.stream.metrics.StreamMetric.Shown;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One number of a metric: which metric, which part of it, and the labels that tell it from others.
 * Runtimes carry it with the number, so that nobody reads a metric back from its name.
 *
 * @param metric what it belongs to
 * @param part which number of a histogram; whole for the other kinds
 * @param labels by name, in order
 */
public record Series(StreamMetric metric, Part part, Map<String, String> labels) {
    /** The name of a histogram's label for its upper bounds. */
    public static final String BOUND = "le";

    /**
     * What Prometheus matches to take Flink's scope and labels off a name; the rest of {@link
     * #prometheusName} is its group 1.
     */
    public static final String FLINK_RULE =
            "flink_taskmanager_job_task_operator_(?:deserializer_)?undercurrent_(?:reason_|le_|model_version_)?(.+)";

    private static final String FLINK = "flink_taskmanager_job_task_operator_";
    private static final String FLINK_SOURCE = "deserializer_";

    /** Which number of a metric. */
    public enum Part {
        /** The number of a counter or gauge. */
        WHOLE,
        /** How many were at most a bound. */
        BUCKET,
        /** What they add up to. */
        SUM,
        /** How many there were. */
        COUNT
    }

    /** Deferred: the registry must be complete first. */
    private static final class Names {
        private static final Map<String, Series> ALL = new HashMap<>();

        static {
            for (StreamMetric metric : StreamMetric.values()) {
                for (Series series : metric.series()) {
                    ALL.put(series.prometheusName(), series);
                    ALL.put(series.flinkName(), series);
                }
            }
        }
    }

    /**
     * A series of a counter or gauge.
     *
     * @param metric the metric
     * @param values of its labels
     * @return the series
     */
    public static Series of(StreamMetric metric, String... values) {
        List<String> keys = metric.keys();
        if (metric.kind() == Kind.HISTOGRAM || keys.size() != values.length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s of kind %s with %d label values: its labels are %s",
                            metric.id(),
                            metric.kind(),
                            values.length,
                            keys));
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            labels.put(keys.get(i), values[i]);
        }
        return new Series(metric, Part.WHOLE, labels);
    }

    /** A bucket of a histogram. */
    static Series bucket(StreamMetric metric, String bound) {
        return new Series(metric, Part.BUCKET, Map.of(BOUND, bound));
    }

    /**
     * The metric that a scrape calls so, whether our server wrote the name or Flink's reporter.
     *
     * @param name exactly as scraped
     * @return the series, its labels' values being examples; empty for names of others
     */
    public static Optional<Series> named(String name) {
        return Optional.ofNullable(Names.ALL.get(name));
    }

    /**
     * The name below the group, as Flink's metric groups and JMX show it.
     *
     * @return the metric's id, with the part where it is one
     */
    public String name() {
        return metric.id() + suffix();
    }

    /**
     * The name for Prometheus.
     *
     * @return the metric's name, with the part where it is one
     */
    public String prometheusName() {
        return metric.prometheusName() + suffix();
    }

    private String suffix() {
        return part == Part.WHOLE ? "" : "_" + part.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name that Flink's own Prometheus reporter shows.
     *
     * @return the scope of the operator, or of the source's deserializer, the group, and the
     *     labels' names, because Flink makes each label a group, before {@link #name}
     */
    public String flinkName() {
        String scope = FLINK + (metric.shown() == Shown.WITH_REGISTRY ? FLINK_SOURCE : "");
        String keys = labels.keySet().stream().map(k -> k + "_").collect(Collectors.joining());
        return scope + StreamMetric.GROUP + "_" + keys + name();
    }

    /**
     * Whether it counts, in whole numbers that only rise.
     *
     * @return true for buckets, numbers of values, and counters of anything but seconds
     */
    public boolean isCount() {
        return part == Part.BUCKET
                || part == Part.COUNT
                || (metric.kind() == Kind.COUNTER && !metric.unit().equals("seconds"));
    }
}
