package io.undercurrent.training.report;

import io.undercurrent.training.data.Labels;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.Detections;
import io.undercurrent.training.evaluate.anomaly.SeriesDetections;
import java.util.List;
import java.util.Locale;

/**
 * One labelled series with what detectors said about it: a strip per channel and one per detector,
 * over one axis of events. Anomalies are shaded; red marks are alarms.
 */
public final class SeriesPicture {
    private static final int LEFT = 130;
    private static final int TOP = 36;
    private static final int WIDTH = 900;
    private static final int STRIP = 90;
    private static final int GAP = 12;
    private static final int MOST_CHANNELS = 8;
    private static final String LINE = "#1b6ca8";
    private static final String SEVERITY = "#7a3b69";
    private static final String ANOMALY = "#f6dcc8";
    private static final String UNCOUNTED = "#eeeeee";
    private static final String ALARM = "#d11f1f";

    private final SeriesDetections detections;
    private final List<DetectorMethod> methods;
    private final int events;
    private final Svg svg;

    private SeriesPicture(SeriesDetections detections, List<DetectorMethod> methods) {
        this.detections = detections;
        this.methods = methods;
        events = detections.series().length();
        int strips = channels() + methods.size();
        svg = new Svg(LEFT + WIDTH + 20, TOP + strips * (STRIP + GAP) + 20);
    }

    /**
     * Draws a series.
     *
     * @param methods the detectors, in the order of their detections
     * @return SVG
     */
    public static String of(SeriesDetections detections, List<DetectorMethod> methods) {
        SeriesPicture picture = new SeriesPicture(detections, methods);
        picture.draw();
        return picture.svg.toString();
    }

    private int channels() {
        return Math.min(MOST_CHANNELS, detections.series().channels());
    }

    private void draw() {
        svg.label(
                LEFT,
                20,
                "start",
                String.format(
                        Locale.ROOT,
                        "%s: %d events, %d anomalies (shaded); grey events do not count; red: alarm",
                        detections.series().name(),
                        events,
                        detections.series().labels().count()));
        for (int c = 0; c < channels(); c++) {
            int top = TOP + c * (STRIP + GAP);
            String name = detections.series().channels() == 1 ? "value" : "channel " + (c + 1);
            strip(top, name);
            curve(detections.series().columns()[c], top, Double.NaN, Double.NaN, LINE);
        }
        for (int k = 0; k < methods.size(); k++) {
            int top = TOP + (channels() + k) * (STRIP + GAP);
            strip(top, methods.get(k).name());
            Detections one = detections.methods().get(k);
            curve(one.severity(), top, 0, 1, SEVERITY);
            for (int i = 0; i < events; i++) {
                if (one.alarm()[i]) {
                    svg.bar(x(i) - 0.5, top, 1.5, 8, ALARM);
                }
            }
        }
        svg.label(LEFT, TOP + (channels() + methods.size()) * (STRIP + GAP), "start", "event 0");
        svg.label(
                LEFT + WIDTH,
                TOP + (channels() + methods.size()) * (STRIP + GAP),
                "end",
                String.valueOf(events - 1));
    }

    private void strip(int top, String name) {
        svg.bar(LEFT, top, x(detections.series().judgedFrom()) - LEFT, STRIP, UNCOUNTED);
        Labels labels = detections.series().labels();
        for (int a = 0; a < labels.count(); a++) {
            double from = x(labels.first(a));
            svg.bar(from, top, Math.max(1.5, x(labels.last(a) + 1) - from), STRIP, ANOMALY);
        }
        svg.line(LEFT, top + STRIP, LEFT + WIDTH, top + STRIP, "#bbbbbb");
        svg.label(LEFT - 6, top + STRIP / 2.0, "end", name);
    }

    /** Draws the smallest and largest value of each pixel's events; NaN bounds are found. */
    private void curve(double[] values, int top, double low, double high, String colour) {
        double least = low;
        double most = high;
        if (Double.isNaN(low)) {
            least = Double.POSITIVE_INFINITY;
            most = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            svg.label(LEFT - 6, top + 11, "end", Table.significant(most));
            svg.label(LEFT - 6, top + STRIP, "end", Table.significant(least));
        }
        double span = most > least ? most - least : 1;
        int columns = Math.min(events, WIDTH);
        double[] xs = new double[2 * columns];
        double[] ys = new double[2 * columns];
        for (int p = 0; p < columns; p++) {
            double smallest = Double.NaN;
            double largest = Double.NaN;
            int end = (int) ((p + 1L) * events / columns);
            for (int i = (int) ((long) p * events / columns); i < end; i++) {
                double value = Math.min(Math.max(values[i], least), most);
                smallest = !(value >= smallest) && !Double.isNaN(value) ? value : smallest;
                largest = !(value <= largest) && !Double.isNaN(value) ? value : largest;
            }
            double x = LEFT + (double) WIDTH * p / columns;
            xs[2 * p] = x;
            xs[2 * p + 1] = x;
            ys[2 * p] = top + STRIP - (STRIP - 4) * (smallest - least) / span;
            ys[2 * p + 1] = top + STRIP - (STRIP - 4) * (largest - least) / span;
        }
        svg.curve(xs, ys, colour);
    }

    private double x(int event) {
        return LEFT + (double) WIDTH * event / events;
    }
}
