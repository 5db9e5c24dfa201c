package io.undercurrent.demo.stat;

import io.undercurrent.demo.view.Figure;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.metrics.StreamMetric.Shown;
import io.undercurrent.stream.metrics.StreamMetric.Stat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Turns scrapes into the figures that are shown, with their last values. */
final class Dashboard {
    /**
     * Rates cover the last two scrapes, latencies up to this many intervals between scrapes,
     * because one second has too few events for a p99.
     */
    private static final int LATENCY_SCRAPES = 10;

    private final Totals totals = new Totals();
    private final Deque<Totals.Counted> counted = new ArrayDeque<>();
    private final Map<String, Deque<Double>> histories = new LinkedHashMap<>();
    private List<Reading> newest = List.of();

    /**
     * Adds a scrape of all endpoints.
     *
     * @param scraped readings by endpoint; null for one that did not answer
     * @param nanos time of the scrape in nanoseconds, by a monotonic clock
     */
    void add(List<List<Reading>> scraped, long nanos) {
        List<Reading> all = new ArrayList<>();
        for (int place = 0; place < scraped.size(); place++) {
            List<Reading> readings = scraped.get(place);
            if (readings != null) {
                totals.add(place, readings);
                all.addAll(readings);
            }
        }
        newest = all;
        counted.addLast(totals.counted(nanos));
        if (counted.size() > LATENCY_SCRAPES + 1) {
            counted.removeFirst();
        }
    }

    /** How many instances answered. */
    int instances() {
        return (int) gauges(StreamMetric.KEY_STATE_BYTES).count();
    }

    /**
     * All figures, in the registry's order and by its rules ({@link StreamMetric#stat}); call it
     * once after each {@link #add}.
     */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (StreamMetric metric : StreamMetric.values()) {
            if (metric.stat() != Stat.HIDDEN) {
                figures.add(
                        switch (metric.kind()) {
                            case COUNTER -> count(metric);
                            case HISTOGRAM -> latency(metric);
                            case GAUGE ->
                                    metric.stat() == Stat.LABELS ? labels(metric) : gauge(metric);
                        });
            }
        }
        return figures;
    }

    private Figure count(StreamMetric metric) {
        double rate = perSecond(metric);
        double all = now().of(metric);
        if (metric.keys().isEmpty()) {
            String text = Units.number(rate) + "/s, " + Units.count(all) + " in all";
            return figure(metric, text, rate);
        }
        String parts =
                now().by(metric).entrySet().stream()
                        .filter(part -> part.getValue() > 0)
                        .map(part -> Units.count(part.getValue()) + " " + part.getKey())
                        .collect(Collectors.joining(", "));
        return figure(metric, Units.count(all) + (parts.isEmpty() ? "" : ": " + parts), rate);
    }

    private Figure gauge(StreamMetric metric) {
        if (newest.stream().noneMatch(reading -> reading.metric() == metric)) {
            return figure(
                    metric, metric.shown() == Shown.WITH_CACHE ? "no cache" : "-", Double.NaN);
        }
        double value = value(metric);
        String text =
                switch (metric.unit()) {
                    case "seconds" -> Units.seconds(value);
                    case "ratio" -> Units.share(value);
                    case "bytes" -> Units.count(value) + " bytes";
                    default -> metric.stat() == Stat.SUM ? Units.count(value) : Units.number(value);
                };
        return figure(metric, text, value);
    }

    /**
     * Means that are computed from counters are exact; those of gauges are means of values that
     * each instance took at its own time.
     */
    private double value(StreamMetric metric) {
        double scores = recent(StreamMetric.SCORES);
        double hits = recent(StreamMetric.CACHE_HITS);
        return switch (metric) {
            case STEP_SECONDS -> recent(StreamMetric.SCORER_SECONDS) / scores;
            // Both counters are read in one scrape, but not at one moment; no call has fewer than
            // one event.
            case BATCH_EVENTS -> Math.max(1, scores / recent(StreamMetric.SCORER_CALLS));
            case CACHE_HIT_RATIO -> hits / (hits + recent(StreamMetric.CACHE_MISSES));
            default ->
                    switch (metric.stat()) {
                        case SUM -> gauges(metric).sum();
                        case MEAN -> gauges(metric).average().orElse(Double.NaN);
                        default -> gauges(metric).max().orElse(Double.NaN);
                    };
        };
    }

    private Figure latency(StreamMetric metric) {
        Totals.Counted before = counted.size() > 1 ? counted.getFirst() : null;
        Buckets buckets = now().buckets(before, metric);
        String suffix = "";
        if (before == null || buckets.count() == 0) {
            buckets = now().buckets(null, metric);
            suffix = buckets.count() == 0 ? "" : " since the start";
        }
        double p99 = buckets.quantile(0.99);
        String text =
                String.format(
                        Locale.ROOT,
                        "p50 %s, p99 %s%s",
                        Units.seconds(buckets.quantile(0.5)),
                        Units.seconds(p99),
                        suffix);
        return figure(metric, text, suffix.isEmpty() ? p99 : Double.NaN);
    }

    private Figure labels(StreamMetric metric) {
        TreeSet<String> shown = new TreeSet<>();
        for (Reading reading : newest) {
            if (reading.metric() == metric) {
                shown.add(String.join("@", reading.series().labels().values()));
            }
        }
        return new Figure(
                metric.label(), shown.isEmpty() ? "-" : String.join(", ", shown), List.of());
    }

    private Figure figure(StreamMetric metric, String text, double value) {
        Deque<Double> history =
                histories.computeIfAbsent(metric.label(), name -> new ArrayDeque<>());
        history.addLast(value);
        if (history.size() > Figure.MOST) {
            history.removeFirst();
        }
        return new Figure(metric.label(), text, List.copyOf(history));
    }

    private Totals.Counted now() {
        return counted.getLast();
    }

    /** The increase since the previous scrape; for the first scrape, since the start. */
    private double recent(StreamMetric metric) {
        return counted.size() < 2 ? now().of(metric) : now().since(previous(), metric);
    }

    private double perSecond(StreamMetric metric) {
        return counted.size() < 2
                ? Double.NaN
                : now().since(previous(), metric) * 1e9 / (now().nanos() - previous().nanos());
    }

    private Totals.Counted previous() {
        var backwards = counted.descendingIterator();
        backwards.next();
        return backwards.next();
    }

    private DoubleStream gauges(StreamMetric metric) {
        return newest.stream()
                .filter(reading -> reading.metric() == metric)
                .mapToDouble(Reading::value)
                .filter(value -> !Double.isNaN(value));
    }
}
