package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.Sample;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Cumulative counts by upper bound, and the quantiles that they allow. */
final class Buckets {
    private final NavigableMap<Double, Double> counts = new TreeMap<>();

    /** Adds a bucket, its bound as the label has it. */
    void add(String bound, double count) {
        counts.merge(Sample.number(bound), count, Double::sum);
    }

    /** How many there are. */
    double count() {
        return counts.isEmpty() ? 0 : counts.lastEntry().getValue();
    }

    /**
     * A quantile, evenly spread within its bucket as Prometheus does; NaN where there is none, and
     * infinite where it lies beyond the last bound.
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
