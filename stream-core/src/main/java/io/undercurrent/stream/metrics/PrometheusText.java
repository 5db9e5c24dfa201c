package io.undercurrent.stream.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers in Prometheus' text format 0.0.4, those of one name together as it demands.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
public final class PrometheusText {
    /** What a scraper is told. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, StringBuilder> families = new TreeMap<>();

    /**
     * Adds a number.
     *
     * @param name anything; what a name may not hold becomes an underscore
     * @param isCount whether it only rises
     * @param help what it says; that of a name's first number is written
     * @param labels by name, the names as {@code name}
     * @param value the number
     */
    public void add(
            String name, boolean isCount, String help, Map<String, String> labels, double value) {
        String legal = legal(name);
        StringBuilder text =
                families.computeIfAbsent(
                        legal,
                        first ->
                                new StringBuilder()
                                        .append(
                                                String.format(
                                                        Locale.ROOT,
                                                        "# HELP %s %s\n",
                                                        first,
                                                        help(help)))
                                        .append(
                                                String.format(
                                                        Locale.ROOT,
                                                        "# TYPE %s %s\n",
                                                        first,
                                                        isCount ? "counter" : "gauge")));
        text.append(legal);
        if (!labels.isEmpty()) {
            char before = '{';
            for (var label : labels.entrySet()) {
                text.append(before).append(legal(label.getKey())).append("=\"");
                text.append(help(label.getValue()).replace("\"", "\\\"")).append('"');
                before = ',';
            }
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    /**
     * A name as Prometheus allows it.
     *
     * @param name any text
     * @return letters, digits, colons and underscores, no digit first
     */
    public static String legal(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9:_]", "_");
        return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }

    private static String help(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
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
     * All of it.
     *
     * @return the text in UTF-8
     */
    public byte[] bytes() {
        StringBuilder all = new StringBuilder();
        families.values().forEach(all::append);
        return all.toString().getBytes(UTF_8);
    }
}
