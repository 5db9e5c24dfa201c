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
 * Identifies one number of a metric: the metric, the part of it, and the labels that distinguish it
 * from others. Runtimes keep the series with the number, so that no code has to parse a metric's
 * name.
 *
 * @param metric the metric that the number belongs to
 * @param part which number of a histogram; {@link Part#WHOLE} for the other kinds
 * @param labels values by label name, in order
 */
public record Series(StreamMetric metric, Part part, Map<String, String> labels) {
    /** The name of a histogram's label for its upper bounds. */
    public static final String BOUND = "le";

    /**
     * The pattern with which Prometheus removes Flink's scope and labels from a name; its group 1
     * is {@link #prometheusName} without {@code undercurrent_}.
     */
    public static final String FLINK_RULE =
            "flink_taskmanager_job_task_operator_(?:deserializer_)?undercurrent_(?:reason_|le_|model_version_)?(.+)";

    private static final String FLINK = "flink_taskmanager_job_task_operator_";
    private static final String FLINK_SOURCE = "deserializer_";

    /** The numbers that make up a metric. */
    public enum Part {
        /** The number of a counter or gauge. */
        WHOLE,
        /** How many values were at most a bound. */
        BUCKET,
        /** The sum of the values. */
        SUM,
        /** The number of values. */
        COUNT
    }

    /** Initialized on first use, because the registry must be complete before. */
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
     * Creates the series of a counter or gauge.
     *
     * @param metric the metric
     * @param values the values of its labels, in the order of {@link StreamMetric#keys}
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
     * Finds the series of a scraped name, which our server or Flink's reporter wrote.
     *
     * @param name exactly as scraped
     * @return the series, with example values for its labels; empty if the name is not one of ours
     */
    public static Optional<Series> named(String name) {
        return Optional.ofNullable(Names.ALL.get(name));
    }

    /**
     * The name below the group, as Flink's metric groups and JMX show it.
     *
     * @return the metric's id, and the part of a histogram
     */
    public String name() {
        return metric.id() + suffix();
    }

    /**
     * The name for Prometheus.
     *
     * @return the metric's name, and the part of a histogram
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
     * @return the scope of the operator or of the source's deserializer, the group, the names of
     *     the labels, because Flink makes each label a group, and {@link #name}
     */
    public String flinkName() {
        String scope = FLINK + (metric.shown() == Shown.WITH_REGISTRY ? FLINK_SOURCE : "");
        String keys = labels.keySet().stream().map(k -> k + "_").collect(Collectors.joining());
        return scope + StreamMetric.GROUP + "_" + keys + name();
    }

    /**
     * Tells whether the number is a count: a whole number that only rises.
     *
     * @return true for buckets, numbers of values, and counters of anything but seconds
     */
    public boolean isCount() {
        return part == Part.BUCKET
                || part == Part.COUNT
                || (metric.kind() == Kind.COUNTER && !metric.unit().equals("seconds"));
    }
}
