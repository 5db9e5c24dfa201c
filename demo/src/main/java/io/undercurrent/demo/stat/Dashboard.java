package io.undercurrent.demo.stat;

import io.undercurrent.demo.view.Figure;
import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Scrapes turned into the figures that are shown, with their last values. */
final class Dashboard {
    /** Rates are of the last scrapes, latencies of a few more: a second holds too few for a p99. */
    private static final int LATENCY_SCRAPES = 10;

    private final Totals totals = new Totals();
    private final Deque<Totals.Counted> counted = new ArrayDeque<>();
    private final Map<String, Deque<Double>> histories = new LinkedHashMap<>();
    private List<Sample> newest = List.of();

    /**
     * Takes a scrape of all places.
     *
     * @param scraped by place; null where one did not answer
     * @param nanos when, by a clock that only goes on
     */
    void add(List<List<Sample>> scraped, long nanos) {
        List<Sample> all = new ArrayList<>();
        for (int place = 0; place < scraped.size(); place++) {
            List<Sample> samples = scraped.get(place);
            if (samples != null) {
                totals.add(place, samples);
                all.addAll(samples);
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
        return (int) gauges(StreamMetric.SLAB_BYTES).count();
    }

    /** All figures, in order; call it once after each {@link #add}. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(rate(StreamMetric.EVENTS));
        figures.add(rate(StreamMetric.SCORES));
        figures.add(total(StreamMetric.ANOMALIES));
        figures.add(total(StreamMetric.FORECASTS));
        figures.add(deadLetters());
        figures.add(latency(StreamMetric.SCORED_LATENCY));
        figures.add(latency(StreamMetric.COMMITTED_LATENCY));
        double scores = recent(StreamMetric.SCORES);
        double step = recent(StreamMetric.SCORER_NANOS) / scores;
        figures.add(figure(StreamMetric.STEP_NANOS, Units.nanos(step), step));
        // Both are read in one scrape, not at one moment; no call has less than one event.
        double batch = Math.max(1, scores / recent(StreamMetric.BATCHES));
        figures.add(figure(StreamMetric.BATCH_SIZE, Units.number(batch), batch));
        double hits = recent(StreamMetric.CACHE_HITS);
        double hitRate = hits / (hits + recent(StreamMetric.CACHE_MISSES));
        figures.add(figure(StreamMetric.CACHE_HIT_RATE, Units.share(hitRate), hitRate));
        double slabs = gauges(StreamMetric.CACHED_SLABS).sum();
        boolean cached = gauges(StreamMetric.CACHED_SLABS).findAny().isPresent();
        figures.add(
                figure(
                        StreamMetric.CACHED_SLABS,
                        cached ? Units.count(slabs) : "no cache",
                        cached ? slabs : Double.NaN));
        figures.add(
                plain(
                        StreamMetric.SLAB_BYTES,
                        Units.count(gauges(StreamMetric.SLAB_BYTES).max().orElse(Double.NaN))
                                + " bytes a key"));
        double coverage = gauges(StreamMetric.BAND_COVERAGE).average().orElse(Double.NaN);
        figures.add(figure(StreamMetric.BAND_COVERAGE, Units.share(coverage), coverage));
        double lag = gauges(StreamMetric.EVENT_TIME_LAG).max().orElse(Double.NaN);
        figures.add(figure(StreamMetric.EVENT_TIME_LAG, Units.millis(lag), lag));
        figures.add(plain(StreamMetric.MODEL_INFO, models()));
        return figures;
    }

    private Figure rate(StreamMetric metric) {
        double rate = perSecond(metric);
        String text = Units.number(rate) + "/s, " + Units.count(now().of(metric)) + " in all";
        return figure(metric, text, rate);
    }

    private Figure total(StreamMetric metric) {
        return figure(metric, Units.count(now().of(metric)), perSecond(metric));
    }

    private Figure deadLetters() {
        double all = now().of(StreamMetric.DEAD_LETTERS);
        String reasons =
                now().by(StreamMetric.DEAD_LETTERS).entrySet().stream()
                        .filter(reason -> reason.getValue() > 0)
                        .map(reason -> Units.count(reason.getValue()) + " " + reason.getKey())
                        .collect(Collectors.joining(", "));
        String text = Units.count(all) + (reasons.isEmpty() ? "" : ": " + reasons);
        return figure(StreamMetric.DEAD_LETTERS, text, perSecond(StreamMetric.DEAD_LETTERS));
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
                        Units.millis(buckets.quantile(0.5)),
                        Units.millis(p99),
                        suffix);
        return figure(metric, text, suffix.isEmpty() ? p99 : Double.NaN);
    }

    private String models() {
        TreeSet<String> models = new TreeSet<>();
        for (Sample sample : named(StreamMetric.MODEL_INFO)) {
            models.add(sample.labels().get("model") + "@" + sample.labels().get("version"));
        }
        return models.isEmpty() ? "-" : String.join(", ", models);
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

    private static Figure plain(StreamMetric metric, String text) {
        return new Figure(metric.label(), text, List.of());
    }

    private Totals.Counted now() {
        return counted.getLast();
    }

    /** What came since the scrape before; of the first scrape, since the start. */
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
        ToDoubleFunction<Sample> value = Sample::value;
        return named(metric).stream().mapToDouble(value).filter(v -> !Double.isNaN(v));
    }

    private List<Sample> named(StreamMetric metric) {
        String name =
                metric.series().stream().map(Series::prometheusName).findFirst().orElseThrow();
        return newest.stream().filter(sample -> sample.name().equals(name)).toList();
    }
}
