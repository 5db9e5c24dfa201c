package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.training.report.Svg;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The page's pictures; both axes of a curve and the bars have logarithmic scales. */
public final class PeersPictures {
    private static final int WIDTH = 760;
    private static final int LEFT = 190;
    private static final int RIGHT = 660;
    private static final int TOP = 40;
    private static final int ROW = 22;
    private static final int HEIGHT = 420;
    private static final int CURVE_LEFT = 70;
    private static final int CURVE_RIGHT = 560;
    private static final int BOTTOM = 370;
    private static final String OURS = "#1b6ca8";
    private static final String PEER = "#b0b0b0";
    private static final List<String> COLOURS =
            List.of(
                    "#1b6ca8", "#d1603d", "#3a7d44", "#7a3b69", "#c9a227", "#808080", "#2ca02c",
                    "#d62728", "#9467bd", "#8c564b", "#17becf");

    private PeersPictures() {}

    /** A bar a contestant that has the figure. */
    public static String bars(Findings findings, String title, ToDoubleFunction<Entry> figure) {
        List<Entry> shown =
                findings.entries().stream()
                        .filter(entry -> figure.applyAsDouble(entry) > 0)
                        .toList();
        double least = shown.stream().mapToDouble(figure).min().orElse(1) / 2;
        double most = shown.stream().mapToDouble(figure).max().orElse(10);
        Svg svg = new Svg(WIDTH, TOP + ROW * shown.size() + 20);
        svg.label(10, 20, "start", title + " (logarithmic)");
        for (int i = 0; i < shown.size(); i++) {
            Entry entry = shown.get(i);
            double y = TOP + (double) ROW * i;
            double value = figure.applyAsDouble(entry);
            double length = (RIGHT - LEFT) * Math.log(value / least) / Math.log(most / least);
            svg.label(LEFT - 8, y + 13, "end", entry.contestant.name());
            svg.bar(LEFT, y, length, ROW - 6.0, entry.contestant.isOurs() ? OURS : PEER);
            svg.label(LEFT + length + 6, y + 13, "start", amount(value));
        }
        return svg.toString();
    }

    /** The calls alone over the length of the history. */
    public static String histories(Findings findings) {
        List<Entry> shown =
                findings.entries().stream().filter(entry -> entry.calls.size() > 1).toList();
        return curves(
                shown,
                findings.histories(),
                "CPU us an event of the calls alone over the events of the key's history",
                (entry, length) ->
                        entry.calls.containsKey(length)
                                ? Medians.of(entry.calls.get(length))
                                : Double.NaN);
    }

    /** The job over the number of keys. */
    public static String keys(Findings findings) {
        List<Entry> shown =
                findings.growth().stream().filter(entry -> entry.byKeys.size() > 1).toList();
        return curves(
                shown,
                findings.keyCounts(),
                "CPU us an event of the job over the number of keys, all with state",
                (entry, keys) ->
                        entry.byKeys.containsKey(keys)
                                ? entry.byKeys.get(keys).micros()
                                : Double.NaN);
    }

    /** A contestant's value at a place. */
    private interface Value {
        double of(Entry entry, int at);
    }

    private static String curves(
            List<Entry> shown, List<Integer> places, String title, Value value) {
        double least = Double.POSITIVE_INFINITY;
        double most = 1e-3;
        for (Entry entry : shown) {
            for (int place : places) {
                double found = value.of(entry, place);
                least = found < least ? found : least;
                most = found > most ? found : most;
            }
        }
        least = Double.isInfinite(least) ? 1 : least / 1.5;
        most *= 1.5;
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.label(10, 20, "start", title + " (both logarithmic)");
        svg.line(CURVE_LEFT, BOTTOM, CURVE_RIGHT, BOTTOM, "black");
        svg.line(CURVE_LEFT, TOP, CURVE_LEFT, BOTTOM, "black");
        for (int place : places) {
            svg.label(
                    x(place, places),
                    BOTTOM + 18,
                    "middle",
                    String.format(Locale.ROOT, "%,d", place));
        }
        for (double tick = Math.pow(10, Math.ceil(Math.log10(least))); tick <= most; tick *= 10) {
            double y = y(tick, least, most);
            svg.line(CURVE_LEFT, y, CURVE_RIGHT, y, "#dddddd");
            svg.label(CURVE_LEFT - 6, y + 4, "end", amount(tick));
        }
        for (int i = 0; i < shown.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            double[] xs = new double[places.size()];
            double[] ys = new double[places.size()];
            for (int p = 0; p < xs.length; p++) {
                xs[p] = x(places.get(p), places);
                ys[p] = y(value.of(shown.get(i), places.get(p)), least, most);
            }
            svg.curve(xs, ys, colour);
            svg.bar(CURVE_RIGHT + 15, TOP + 20.0 * i, 12, 12, colour);
            svg.label(
                    CURVE_RIGHT + 33, TOP + 20.0 * i + 11, "start", shown.get(i).contestant.name());
        }
        return svg.toString();
    }

    private static double x(int place, List<Integer> places) {
        double first = Math.log(places.get(0));
        double last = Math.log(places.get(places.size() - 1));
        double share = last == first ? 0.5 : (Math.log(place) - first) / (last - first);
        return CURVE_LEFT + 20 + (CURVE_RIGHT - CURVE_LEFT - 40) * share;
    }

    private static double y(double value, double least, double most) {
        return BOTTOM - (BOTTOM - TOP) * Math.log(value / least) / Math.log(most / least);
    }

    private static String amount(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
