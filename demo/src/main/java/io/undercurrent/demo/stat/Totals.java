package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.StreamMetric;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Adds up the counts of all instances over scrapes. The counts of an instance that restarts
 * continue from what it had, and one that does not answer for a while keeps what it had.
 */
final class Totals {
    /** The newest value of each series of each endpoint. */
    private final Map<String, Double> newest = new HashMap<>();

    /** By metric and the values of its declared labels; an empty text if it has none. */
    private final Map<StreamMetric, NavigableMap<String, Double>> sums =
            new EnumMap<>(StreamMetric.class);

    /** Adds a scrape of one endpoint. */
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

    /** A copy of the current counts. */
    Counted counted(long nanos) {
        Map<StreamMetric, NavigableMap<String, Double>> copy = new EnumMap<>(StreamMetric.class);
        sums.forEach((metric, byLabel) -> copy.put(metric, new TreeMap<>(byLabel)));
        return new Counted(nanos, copy);
    }

    /**
     * Counts at one moment.
     *
     * @param nanos time in nanoseconds, by a monotonic clock
     * @param sums by metric and label values; of a histogram the buckets by bound
     */
    record Counted(long nanos, Map<StreamMetric, NavigableMap<String, Double>> sums) {
        /** The count of a metric over all labels; NaN if it was never scraped. */
        double of(StreamMetric metric) {
            Map<String, Double> all = by(metric);
            return all.isEmpty()
                    ? Double.NaN
                    : all.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        /** The counts of a metric by its label values. */
        NavigableMap<String, Double> by(StreamMetric metric) {
            return sums.getOrDefault(metric, new TreeMap<>());
        }

        /** The increase of a metric since an earlier moment. */
        double since(Counted before, StreamMetric metric) {
            double then = before.of(metric);
            return of(metric) - (Double.isNaN(then) ? 0 : then);
        }

        /**
         * The increase of a histogram's buckets since {@code before}, or their full counts if it is
         * null.
         */
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
