package io.undercurrent.stream.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.stream.metrics.Series.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes numbers in Prometheus' text format 0.0.4, which demands that the lines of one metric are
 * together. Not thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
public final class PrometheusText implements Metrics {
    /** The content type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, Family> families = new TreeMap<>();

    /** One metric and the lines of its series. Only the lines of a histogram need sorting. */
    private record Family(String head, List<Line> lines) {
        private Family(String name, String type, String help) {
            this(
                    String.format(
                            Locale.ROOT,
                            "# HELP %s %s\n# TYPE %s %s\n",
                            name,
                            escaped(help),
                            name,
                            type),
                    new ArrayList<>());
        }
    }

    private record Line(String instance, Part part, double bound, String text) {
        private static final Comparator<Line> ORDER =
                Comparator.comparing(Line::instance)
                        .thenComparing(Line::part)
                        .thenComparingDouble(Line::bound);
    }

    /**
     * Adds the current value of one of our metrics.
     *
     * @param series the number's metric and labels; the registry gives its name, type and help
     * @param instance labels that distinguish this instance from others
     * @param value the number
     */
    public void add(Series series, Map<String, String> instance, double value) {
        StreamMetric metric = series.metric();
        Map<String, String> labels = new LinkedHashMap<>(instance);
        labels.keySet().removeAll(series.labels().keySet());
        String place = series.part() == Part.WHOLE ? "" : labels.toString();
        labels.putAll(series.labels());
        String bound = series.part() == Part.BUCKET ? series.labels().get(Series.BOUND) : "0";
        families.computeIfAbsent(
                        metric.prometheusName(),
                        name ->
                                new Family(
                                        name,
                                        metric.kind().name().toLowerCase(Locale.ROOT),
                                        metric.sentence()))
                .lines
                .add(
                        new Line(
                                place,
                                series.part(),
                                Sample.number(bound),
                                line(series.prometheusName(), labels, value)));
    }

    /** Adds the current value of one of our metrics, with only its own labels; NaN is left out. */
    @Override
    public void show(Series series, Supplier<? extends Number> value) {
        double now = value.get().doubleValue();
        if (!Double.isNaN(now)) {
            add(series, Map.of(), now);
        }
    }

    /**
     * Adds a number that is not one of our metrics.
     *
     * @param name any text; characters that a name must not contain become underscores
     * @param isCount whether the number only rises
     * @param help the description; only the first description of a name is written
     * @param labels values by label name; label names are converted like {@code name}
     * @param value the number
     */
    public void add(
            String name, boolean isCount, String help, Map<String, String> labels, double value) {
        String legal = legal(name);
        families.computeIfAbsent(
                        legal, first -> new Family(first, isCount ? "counter" : "gauge", help))
                .lines
                .add(new Line("", Part.WHOLE, 0, line(legal, labels, value)));
    }

    private static String line(String name, Map<String, String> labels, double value) {
        StringBuilder text = new StringBuilder(name);
        char before = '{';
        for (var label : labels.entrySet()) {
            text.append(before).append(legal(label.getKey())).append("=\"");
            text.append(escaped(label.getValue()).replace("\"", "\\\"")).append('"');
            before = ',';
        }
        text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
        return text.toString();
    }

    /**
     * Converts a text to a name that Prometheus allows.
     *
     * @param name any text
     * @return letters, digits, colons and underscores; it does not start with a digit
     */
    public static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9:_]", "_");
        return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return isWhole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    /**
     * Returns the whole text.
     *
     * @return the text in UTF-8
     */
    public byte[] bytes() {
        StringBuilder all = new StringBuilder();
        for (Family family : families.values()) {
            all.append(family.head);
            family.lines.stream().sorted(Line.ORDER).forEach(line -> all.append(line.text));
        }
        return all.toString().getBytes(UTF_8);
    }
}
