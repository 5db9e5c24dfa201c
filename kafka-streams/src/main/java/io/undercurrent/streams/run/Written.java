package io.undercurrent.streams.run;

import org.apache.kafka.streams.KafkaStreams;

/**
 * What this instance has scored and written, from the metrics of the tasks that it has now.
 *
 * @param events scores
 * @param bytes of slabs that went to the stores and their changelogs
 */
record Written(long events, long bytes) {
    static Written of(KafkaStreams streams) {
        return new Written(sum(streams, "scores"), sum(streams, "slabBytesWritten"));
    }

    private static long sum(KafkaStreams streams, String name) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals("undercurrent"))
                .filter(metric -> metric.getKey().name().equals(name))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .sum();
    }

    String describe() {
        return events == 0
                ? "no events were scored here"
                : "%d events were scored here, with %d bytes of memories to the changelog an event"
                        .formatted(events, bytes / events);
    }
}
