package io.undercurrent.training.report;

import java.util.Locale;

/** Writes a chart as SVG text: the few shapes that charts need, without a library. */
public final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** Starts an empty chart; sizes are in pixels. */
    public Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">",
                width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
    }

    /** Adds a filled rectangle. */
    public void bar(double x, double y, double width, double height, String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, colour);
    }

    /** Adds a straight line. */
    public void line(double x1, double y1, double x2, double y2, String colour) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                x1, y1, x2, y2, colour);
    }

    /** Adds a curve through points; a NaN interrupts it. */
    public void curve(double[] x, double[] y, String colour) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < x.length; i++) {
            boolean here = !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
            if (here) {
                path.append(
                        String.format(Locale.ROOT, "%s%.1f %.1f ", pen ? "L" : "M", x[i], y[i]));
            }
            pen = here;
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                path.toString().trim(), colour);
    }

    /** Adds text at a point; the anchor is SVG's start, middle or end. */
    public void label(double x, double y, String anchor, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x, y, anchor, Table.escaped(words));
    }

    /** The whole chart. */
    @Override
    public String toString() {
        return text + "</svg>\n";
    }

    private void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
