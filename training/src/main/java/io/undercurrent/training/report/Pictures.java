package io.undercurrent.training.report;

import io.undercurrent.training.evaluate.Score;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Levels;
import java.util.List;
import java.util.Locale;

/** Charts of one set's scores. */
public final class Pictures {
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#b0b0b0", "#808080", "#c9a227", "#d1603d", "#7a3b69", "#3a7d44");
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int SIZE = 360;
    private static final int BAR = 18;

    private Pictures() {}

    /**
     * WQL of each method as a share of the worst at its horizon.
     *
     * @param result the set's scores
     * @return SVG
     */
    public static String wql(SetResult result) {
        int methods = result.methods().size();
        int group = (methods + 1) * BAR;
        int width = LEFT + group * result.horizons().size() + 160;
        Svg svg = new Svg(width, TOP + SIZE + 40);
        svg.label(
                LEFT, 20, "start", result.set() + ": WQL against the worst method of its horizon");
        for (int tick = 0; tick <= 4; tick++) {
            double y = TOP + SIZE - SIZE * tick / 4.0;
            svg.line(LEFT, y, width - 150, y, "#dddddd");
            svg.label(LEFT - 6, y + 4, "end", Table.number(tick / 4.0, 2));
        }
        for (int row = 0; row < result.horizons().size(); row++) {
            double x = LEFT + group * row + BAR / 2.0;
            int at = row;
            double worst =
                    result.methods().stream()
                            .mapToDouble(method -> result.total(method, at).wql())
                            .max()
                            .orElseThrow();
            for (int k = 0; k < methods; k++) {
                double share = result.total(result.methods().get(k), row).wql() / worst;
                double height = Double.isNaN(share) ? 0 : SIZE * share;
                svg.bar(x + k * BAR, TOP + SIZE - height, BAR - 2, height, colour(k));
            }
            svg.label(
                    x + group / 2.0 - BAR,
                    TOP + SIZE + 20,
                    "middle",
                    "h=" + result.horizons().get(row));
        }
        legend(svg, width - 140, result.methods());
        return svg.toString();
    }

    /**
     * Plots how often values stay below each quantile over how often they should: a method on the
     * diagonal is calibrated.
     *
     * @param result the set's scores
     * @param method its name
     * @return SVG
     */
    public static String calibration(SetResult result, String method) {
        Svg svg = new Svg(LEFT + SIZE + 160, TOP + SIZE + 40);
        svg.label(
                LEFT,
                20,
                "start",
                String.format(
                        Locale.ROOT,
                        "%s: share of values below each quantile of %s",
                        result.set(),
                        method));
        for (int tick = 0; tick <= 4; tick++) {
            double share = tick / 4.0;
            svg.line(LEFT, y(share), LEFT + SIZE, y(share), "#dddddd");
            svg.label(LEFT - 6, y(share) + 4, "end", Table.number(share, 2));
            svg.label(x(share), TOP + SIZE + 20, "middle", Table.number(share, 2));
        }
        svg.line(x(0), y(0), x(1), y(1), "#888888");
        for (int row = 0; row < result.horizons().size(); row++) {
            Score total = result.total(method, row);
            double[] x = new double[Levels.count()];
            double[] y = new double[Levels.count()];
            for (int k = 0; k < x.length; k++) {
                x[k] = x(Levels.level(k));
                y[k] = y(total.notAbove(k));
            }
            svg.curve(x, y, colour(row));
        }
        legend(svg, LEFT + SIZE + 20, result.horizons().stream().map(h -> "h=" + h).toList());
        return svg.toString();
    }

    private static double x(double share) {
        return LEFT + SIZE * share;
    }

    private static double y(double share) {
        return TOP + SIZE * (1 - share);
    }

    private static void legend(Svg svg, double x, List<String> names) {
        for (int k = 0; k < names.size(); k++) {
            svg.bar(x, TOP + 20 * k, 12, 12, colour(k));
            svg.label(x + 18, TOP + 20 * k + 11, "start", names.get(k));
        }
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }
}
