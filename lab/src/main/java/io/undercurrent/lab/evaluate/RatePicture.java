package io.undercurrent.lab.evaluate;

import io.undercurrent.training.report.Svg;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Observed rates of episodes over stated ones, both on axes of powers of ten: a line for each group
 * of streams. On the diagonal alarms are as rare as stated; above it they are too many.
 */
final class RatePicture {
    private static final List<String> COLOURS =
            List.of(
                    "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2",
                    "#bcbd22", "#17becf", "#004d40");
    private static final String ALL = "#000000";
    private static final int LEFT = 70;
    private static final int TOP = 56;
    private static final int SIZE = 420;

    private final int lowest;
    private final Svg svg = new Svg(LEFT + SIZE + 170, TOP + SIZE + 60);

    private RatePicture(List<List<RateRow>> rows) {
        double least = 1;
        for (List<RateRow> line : rows) {
            for (RateRow row : line) {
                least = Math.min(least, row.stated());
                least = row.observed() > 0 ? Math.min(least, row.observed()) : least;
            }
        }
        lowest = (int) Math.floor(Math.log10(least) + 1e-9);
    }

    /**
     * Draws the curves.
     *
     * @param title of the picture
     * @param rows as {@link RateRow#of} gives them; rates without an episode have no point
     * @return SVG
     */
    static String of(String title, List<List<RateRow>> rows) {
        RatePicture picture = new RatePicture(rows);
        picture.axes(title);
        int named = 0;
        for (List<RateRow> line : rows) {
            boolean all = line.get(0).name().equals(RateRow.ALL);
            picture.curve(line, named, all ? ALL : COLOURS.get(named % COLOURS.size()));
            named++;
        }
        return picture.svg.toString();
    }

    private void axes(String title) {
        svg.label(LEFT, 20, "start", title);
        for (int power = lowest; power <= 0; power++) {
            double rate = Math.pow(10, power);
            svg.line(LEFT, y(rate), LEFT + SIZE, y(rate), "#dddddd");
            svg.line(x(rate), TOP, x(rate), TOP + SIZE, "#dddddd");
            svg.label(LEFT - 6, y(rate) + 4, "end", "1e" + power);
            svg.label(x(rate), TOP + SIZE + 18, "middle", "1e" + power);
        }
        svg.line(x(Math.pow(10, lowest)), y(Math.pow(10, lowest)), x(1), y(1), "#888888");
        svg.label(LEFT + SIZE / 2.0, TOP + SIZE + 40, "middle", "stated rate");
        svg.label(LEFT, TOP - 10, "start", "episodes an event");
    }

    private void curve(List<RateRow> line, int place, String colour) {
        List<RateRow> rising =
                line.stream().sorted(Comparator.comparingDouble(RateRow::stated)).toList();
        double[] x = new double[rising.size()];
        double[] y = new double[rising.size()];
        Arrays.setAll(x, k -> x(rising.get(k).stated()));
        Arrays.setAll(
                y, k -> rising.get(k).observed() > 0 ? y(rising.get(k).observed()) : Double.NaN);
        svg.curve(x, y, colour);
        for (int k = 0; k < x.length; k++) {
            if (!Double.isNaN(y[k])) {
                svg.bar(x[k] - 2.5, y[k] - 2.5, 5, 5, colour);
            }
        }
        svg.bar(LEFT + SIZE + 16, TOP + 18.0 * place, 12, 12, colour);
        svg.label(LEFT + SIZE + 34, TOP + 11 + 18.0 * place, "start", line.get(0).name());
    }

    private double x(double rate) {
        return LEFT + SIZE * (Math.log10(rate) / -lowest + 1);
    }

    private double y(double rate) {
        return TOP + SIZE * Math.log10(rate) / lowest;
    }
}
