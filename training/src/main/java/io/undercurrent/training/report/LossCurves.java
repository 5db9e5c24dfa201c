package io.undercurrent.training.report;

import io.undercurrent.training.train.ValidationPoint;
import java.util.List;

/** A training's loss by tokens, as a chart and as a table. */
public final class LossCurves {
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int TICKS = 4;
    private static final String TRAINED = "#b0b0b0";
    private static final String VALIDATION = "#1b6ca8";

    private final List<ValidationPoint> points;
    private final long tokensAStep;

    /**
     * Creates the curves from points of a training.
     *
     * @param points at least one
     * @param tokensAStep tokens per optimiser step
     */
    public LossCurves(List<ValidationPoint> points, long tokensAStep) {
        this.points = List.copyOf(points);
        this.tokensAStep = tokensAStep;
    }

    /** Columns tokens, step, training loss since the previous line, validation loss. */
    public String csv() {
        Table table = new Table(List.of("tokens", "step", "training_loss", "validation_loss"));
        for (ValidationPoint point : points) {
            table.add(
                    List.of(
                            String.valueOf(point.steps() * tokensAStep),
                            String.valueOf(point.steps()),
                            Double.isNaN(point.trained()) ? "" : String.valueOf(point.trained()),
                            String.valueOf(point.validation())));
        }
        return table.csv();
    }

    /**
     * Both curves over one axis of tokens.
     *
     * @param title of the chart
     * @return SVG
     */
    public String svg(String title) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (ValidationPoint point : points) {
            for (double loss : new double[] {point.trained(), point.validation()}) {
                least = loss < least ? loss : least;
                most = loss > most ? loss : most;
            }
        }
        double room = Math.max(0.05 * (most - least), 1e-6);
        double low = least - room;
        double high = most + room;
        double last = Math.max(1, tokens(points.get(points.size() - 1)));
        Svg svg = new Svg(LEFT + WIDTH + 30, TOP + HEIGHT + 50);
        svg.label(LEFT, 20, "start", title);
        svg.bar(LEFT, 30, 12, 3, TRAINED);
        svg.label(LEFT + 18, 36, "start", "training loss");
        svg.bar(LEFT + 130, 30, 12, 3, VALIDATION);
        svg.label(LEFT + 148, 36, "start", "validation loss");
        for (int tick = 0; tick <= TICKS; tick++) {
            double loss = low + (high - low) * tick / TICKS;
            double y = y(loss, low, high);
            svg.line(LEFT, y, LEFT + WIDTH, y, "#dddddd");
            svg.label(LEFT - 6, y + 4, "end", Table.significant(loss));
            double tokens = last * tick / TICKS;
            svg.label(LEFT + WIDTH * tokens / last, TOP + HEIGHT + 18, "middle", amount(tokens));
        }
        svg.label(LEFT + WIDTH / 2.0, TOP + HEIGHT + 38, "middle", "tokens");
        double[] x = points.stream().mapToDouble(l -> LEFT + WIDTH * tokens(l) / last).toArray();
        double[] trained = points.stream().mapToDouble(l -> y(l.trained(), low, high)).toArray();
        double[] held = points.stream().mapToDouble(l -> y(l.validation(), low, high)).toArray();
        svg.curve(x, trained, TRAINED);
        svg.curve(x, held, VALIDATION);
        return svg.toString();
    }

    private double tokens(ValidationPoint point) {
        return (double) (point.steps() * tokensAStep);
    }

    private static double y(double loss, double low, double high) {
        return TOP + HEIGHT * (high - loss) / (high - low);
    }

    private static String amount(double tokens) {
        return tokens >= 1e6
                ? Table.number(tokens / 1e6, 2) + "M"
                : tokens >= 1e3 ? Table.number(tokens / 1e3, 0) + "k" : Table.number(tokens, 0);
    }
}
