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
 * A scraped number of ours.
 *
 * @param series which metric, which part of it, and the labels that the registry gives it
 * @param instance all labels, which tell its instance from others
 * @param value the number
 */
record Reading(Series series, Map<String, String> instance, double value) {
    /** Of all that was scraped, what is in the registry; the names of others are left out. */
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

    /** A counter's number or a histogram's bucket, from which {@link Totals} are made. */
    boolean isCount() {
        return series.part() == Part.BUCKET || metric().kind() == StreamMetric.Kind.COUNTER;
    }

    /** The values of the registry's labels. */
    String own() {
        return String.join(" ", series.labels().values());
    }
}
