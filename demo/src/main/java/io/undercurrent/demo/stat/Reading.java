package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.Series.Part;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One scraped value of a metric of Undercurrent.
 *
 * @param series the metric, the part of it, and the labels that {@link StreamMetric} declares for
 *     it
 * @param instance all labels of the scrape, which identify the instance
 * @param value the value
 */
record Reading(Series series, Map<String, String> instance, double value) {
    /** The scraped samples of the metrics in {@link StreamMetric}; others are left out. */
    static List<Reading> of(List<Sample> scraped) {
        List<Reading> ours = new ArrayList<>();
        for (Sample sample : scraped) {
            Optional<Series> named = Series.named(sample.name());
            if (named.isPresent()) {
                Series series = named.get();
                Map<String, String> labels = new LinkedHashMap<>();
                series.labels()
                        .keySet()
                        .forEach(key -> labels.put(key, sample.labels().getOrDefault(key, "")));
                ours.add(
                        new Reading(
                                new Series(series.metric(), series.part(), labels),
                                sample.labels(),
                                sample.value()));
            }
        }
        return ours;
    }

    StreamMetric metric() {
        return series.metric();
    }

    /**
     * Whether this is a counter's value or a histogram's bucket, from which {@link Totals} are
     * computed.
     */
    boolean isCount() {
        return series.part() == Part.BUCKET || metric().kind() == StreamMetric.Kind.COUNTER;
    }

    /** The values of the declared labels, joined by spaces. */
    String own() {
        return String.join(" ", series.labels().values());
    }
}
