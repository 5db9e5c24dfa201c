package io.undercurrent.stream.metrics;

import io.undercurrent.stream.metrics.StreamMetric.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One number of a metric, as runtimes show it.
 *
 * <p>A name carries the names of its labels, {@code le_scoredLatencyMillis_bucket}: Flink makes
 * each label a group of its own, whose name its Prometheus reporter writes before the metric's, and
 * one name for both runtimes lets one dashboard serve both.
 *
 * @param metric what it belongs to
 * @param part what it is of a histogram; empty for the other kinds
 * @param labels by name, in order
 */
public record Series(StreamMetric metric, Part part, Map<String, String> labels) {
    /** The name of a histogram's label for its upper bounds. */
    public static final String BOUND = "le";

    private static final String FLINK = "flink_taskmanager_job_task_operator_";
    private static final String FLINK_SOURCE = "deserializer_";

    /** What a number is of its metric. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** How many were at most a bound. */
        BUCKET,
        /** How many there were. */
        COUNT,
        /** What they add up to. */
        SUM
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
     * The name within the labels' groups.
     *
     * @return the metric's id, with the part where it is one
     */
    public String name() {
        return part == Part.WHOLE
                ? metric.id()
                : metric.id() + "_" + part.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name for Prometheus, without what a runtime puts before it.
     *
     * @return the group, the labels' names and the name
     */
    public String prometheusName() {
        String keys = labels.keySet().stream().map(k -> k + "_").collect(Collectors.joining());
        return StreamMetric.GROUP + "_" + keys + name();
    }

    /**
     * The name that Flink's Prometheus reporter shows.
     *
     * @return the scope of the operator, or of the source's deserializer, before {@link
     *     #prometheusName}
     */
    public String flinkName() {
        boolean ofSource = metric.shown() == StreamMetric.Shown.WITH_REGISTRY;
        return FLINK + (ofSource ? FLINK_SOURCE : "") + prometheusName();
    }

    /**
     * Whether it only rises, in whole numbers.
     *
     * @return true for counters and all parts of a histogram
     */
    public boolean isCount() {
        return metric.kind() != Kind.GAUGE;
    }
}
