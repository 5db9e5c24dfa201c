package io.undercurrent.demo.observe;

/**
 * Writes metrics in Prometheus' text format 0.0.4. What is no finite number is left out: a gauge
 * without a value is absent.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class Exposition {
    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its samples follow. */
    void family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ');
        text.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /**
     * One value.
     *
     * @param name the metric's name, with a histogram's suffix
     * @param value left out where it is NaN or infinite
     * @param labels names and values by turns
     */
    void sample(String name, double value, String... labels) {
        if (!Double.isFinite(value)) {
            return;
        }
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escape(labels[i + 1]);
            text.append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
    }

    /**
     * One count.
     *
     * @param name the metric's name, with a histogram's suffix
     * @param value at most 2^53
     * @param labels names and values by turns
     */
    void sample(String name, long value, String... labels) {
        sample(name, (double) value, labels);
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** A number as short as it can be written. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
