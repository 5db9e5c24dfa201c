package io.undercurrent.benchmarks.flat;

import io.undercurrent.training.report.Svg;
import java.util.List;
import java.util.Locale;

/** Cost against hit rate, a colour for each number of keys, with the line through all. */
final class FlatPicture {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 60;
    private static final int RIGHT = 620;
    private static final int TOP = 40;
    private static final int BOTTOM = 350;
    private static final String[] COLOURS = {"#1f77b4", "#2ca02c", "#ff7f0e", "#d62728", "#9467bd"};

    private FlatPicture() {}

    static String of(KeyLoad load, List<Cell> cells, Line line) {
        Svg svg = new Svg(WIDTH, HEIGHT);
        double most = cells.stream().mapToDouble(Cell::micros).max().orElse(1) * 1.1;
        double least = cells.stream().mapToDouble(Cell::hitRate).min().orElse(0) - 0.05;
        svg.label(LEFT, 20, "start", load.model() + ": CPU us an event against the hit rate");
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "black");
        svg.line(LEFT, TOP, LEFT, BOTTOM, "black");
        for (int tick = 0; tick <= 4; tick++) {
            double rate = least + (1 - least) * tick / 4;
            double micros = most * tick / 4;
            svg.label(x(rate, least), BOTTOM + 18, "middle", format("%.2f", rate));
            svg.label(LEFT - 6, y(micros, most) + 4, "end", format("%.0f", micros));
        }
        svg.curve(
                new double[] {x(least, least), x(1, least)},
                new double[] {y(line.at(least), most), y(line.at(1), most)},
                "#bbbbbb");
        for (int k = 0; k < load.keys().size(); k++) {
            String colour = COLOURS[k % COLOURS.length];
            int keys = load.keys().get(k);
            svg.bar(RIGHT - 130, TOP + 18.0 * k, 8, 8, colour);
            svg.label(RIGHT - 116, TOP + 8 + 18.0 * k, "start", format("%,d keys", keys));
            for (Cell cell : cells) {
                if (cell.keys == keys) {
                    double x = x(cell.hitRate(), least);
                    svg.bar(x - 4, y(cell.micros(), most) - 4, 8, 8, colour);
                }
            }
        }
        return svg.toString();
    }

    private static double x(double rate, double least) {
        return LEFT + (RIGHT - LEFT) * (rate - least) / (1 - least);
    }

    private static double y(double micros, double most) {
        return BOTTOM - (BOTTOM - TOP) * micros / most;
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
