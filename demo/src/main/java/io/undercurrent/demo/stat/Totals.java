package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.StreamMetric;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The counts of all instances, added up over scrapes: an instance that starts again goes on from
 * what it had, and one that does not answer for a while keeps what it had.
 */
final class Totals {
    /** The newest number of each series of each place. */
    private final Map<String, Double> newest = new HashMap<>();

    /** By metric, and the value of the label of its own where it has one. */
    private final Map<StreamMetric, NavigableMap<String, Double>> sums =
            new EnumMap<>(StreamMetric.class);

    /** Takes a scrape of one place. */
    void add(int place, List<Reading> readings) {
        for (Reading reading : readings) {
            if (reading.isCount()) {
                String key = place + " " + reading.metric() + " " + reading.instance();
                Double before = newest.put(key, reading.value());
                boolean goesOn = before != null && reading.value() >= before;
                double more = goesOn ? reading.value() - before : reading.value();
                sums.computeIfAbsent(reading.metric(), metric -> new TreeMap<>())
                        .merge(reading.own(), more, Double::sum);
            }
        }
    }

    /** The counts as they are now. */
    Counted counted(long nanos) {
        Map<StreamMetric, NavigableMap<String, Double>> copy = new EnumMap<>(StreamMetric.class);
        sums.forEach((metric, byLabel) -> copy.put(metric, new TreeMap<>(byLabel)));
        return new Counted(nanos, copy);
    }

    /**
     * Counts at one moment.
     *
     * @param nanos when
     * @param sums by metric and own label; of histograms the buckets
     */
    record Counted(long nanos, Map<StreamMetric, NavigableMap<String, Double>> sums) {
        /** The count of a metric, all labels together; NaN where it is not there. */
        double of(StreamMetric metric) {
            Map<String, Double> all = by(metric);
            return all.isEmpty()
                    ? Double.NaN
                    : all.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        /** The count of a metric by its label. */
        NavigableMap<String, Double> by(StreamMetric metric) {
            return sums.getOrDefault(metric, new TreeMap<>());
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
    }
}
