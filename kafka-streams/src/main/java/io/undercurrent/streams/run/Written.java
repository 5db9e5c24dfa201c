package io.undercurrent.streams.run;

import io.undercurrent.stream.metrics.StreamMetric;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What this instance has scored and written, from the metrics of the tasks that it has now.
 *
 * @param events scores
 * @param bytes of slabs that went to the stores and their changelogs
 */
record Written(long events, long bytes) {
    static Written of(KafkaStreams streams) {
        return new Written(
                sum(streams, StreamMetric.SCORES), sum(streams, StreamMetric.SLAB_BYTES_WRITTEN));
    }

    private static long sum(KafkaStreams streams, StreamMetric shown) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals(StreamMetric.GROUP))
                .filter(metric -> metric.getKey().name().equals(shown.id()))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .sum();
    }

    String describe() {
        return events == 0
                ? "no events were scored here"
                : String.format(
                        Locale.ROOT,
                        "%d events were scored here, with %d bytes of memories to the changelog an event",
                        events,
                        bytes / events);
    }
}
