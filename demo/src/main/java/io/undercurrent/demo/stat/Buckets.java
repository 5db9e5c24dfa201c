package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.Sample;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A histogram's cumulative counts by upper bound, and quantiles computed from them. */
final class Buckets {
    private final NavigableMap<Double, Double> counts = new TreeMap<>();

    /** Adds a bucket; {@code bound} is the text of its label. */
    void add(String bound, double count) {
        counts.merge(Sample.number(bound), count, Double::sum);
    }

    /** The total count. */
    double count() {
        return counts.isEmpty() ? 0 : counts.lastEntry().getValue();
    }

    /**
     * A quantile, interpolated within its bucket as Prometheus does; NaN if the count is 0, and
     * infinite if it lies beyond the last finite bound.
     */
    double quantile(double level) {
        double wanted = level * count();
        if (!(wanted > 0)) {
            return Double.NaN;
        }
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double upTo = bucket.getValue();
            if (upTo >= wanted) {
                double share = (wanted - below) / (upTo - below);
                return lower + share * (bucket.getKey() - lower);
            }
            lower = bucket.getKey();
            below = upTo;
        }
        return lower;
    }
}
