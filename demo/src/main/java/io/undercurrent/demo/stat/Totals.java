package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.metrics.StreamMetric.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The counts of all instances, added up over scrapes: an instance that starts again goes on from
 * what it had, and one that does not answer for a while keeps what it had.
 */
final class Totals {
    private static final Map<String, Series> COUNTS =
            Arrays.stream(StreamMetric.values())
                    .filter(metric -> metric.kind() != Kind.GAUGE)
                    .flatMap(metric -> metric.series().stream())
                    .collect(Collectors.toMap(Series::prometheusName, Function.identity()));

    /** The newest number of each series of each place. */
    private final Map<String, Double> newest = new HashMap<>();

    /** By name, and the value of the label of its own where it has one. */
    private final Map<String, NavigableMap<String, Double>> sums = new HashMap<>();

    /** Takes a scrape of one place. */
    void add(int place, List<Sample> samples) {
        for (Sample sample : samples) {
            Series series = COUNTS.get(sample.name());
            if (series == null) {
                continue;
            }
            String key = place + " " + sample.name() + " " + sample.labels();
            Double before = newest.put(key, sample.value());
            boolean goesOn = before != null && sample.value() >= before;
            double more = goesOn ? sample.value() - before : sample.value();
            String own =
                    series.labels().keySet().stream()
                            .map(label -> sample.labels().getOrDefault(label, ""))
                            .collect(Collectors.joining(" "));
            sums.computeIfAbsent(sample.name(), name -> new TreeMap<>())
                    .merge(own, more, Double::sum);
        }
    }

    /** The counts as they are now. */
    Counted counted(long nanos) {
        Map<String, NavigableMap<String, Double>> copy = new HashMap<>();
        sums.forEach((name, byLabel) -> copy.put(name, new TreeMap<>(byLabel)));
        return new Counted(nanos, copy);
    }

    /**
     * Counts at one moment.
     *
     * @param nanos when
     * @param sums by name and own label
     */
    record Counted(long nanos, Map<String, NavigableMap<String, Double>> sums) {
        /** The count of a metric, all labels together; NaN where it is not there. */
        double of(StreamMetric metric) {
            Map<String, Double> all = by(metric);
            return all.isEmpty()
                    ? Double.NaN
                    : all.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        /** The count of a metric by its label. */
        NavigableMap<String, Double> by(StreamMetric metric) {
            return sums.getOrDefault(name(metric), new TreeMap<>());
        }

        /** What came to a metric since an earlier moment. */
        double since(Counted before, StreamMetric metric) {
            double then = before.of(metric);
            return of(metric) - (Double.isNaN(then) ? 0 : then);
        }

        /** Of a histogram what came to its buckets since an earlier moment; null for all. */
        Buckets buckets(Counted before, StreamMetric metric) {
            NavigableMap<String, Double> then =
                    before == null ? new TreeMap<>() : before.by(metric);
            Buckets buckets = new Buckets();
            by(metric)
                    .forEach(
                            (bound, count) ->
                                    buckets.add(bound, count - then.getOrDefault(bound, 0.0)));
            return buckets;
        }

        /** A histogram's first series is that of its buckets. */
        private static String name(StreamMetric metric) {
            List<Series> series = metric.series();
            return series.stream()
                    .filter(s -> s.part() == Series.Part.BUCKET)
                    .findFirst()
                    .orElse(series.get(0))
                    .prometheusName();
        }
    }
}
