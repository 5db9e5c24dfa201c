package io.undercurrent.streams.run;

import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.streams.scoring.ShownMetrics;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Totals of what this instance has scored and written, from the metrics of its current tasks.
 *
 * @param events number of scores
 * @param bytes size of the slabs written to the stores and their changelogs
 */
record Written(long events, long bytes) {
    static Written of(KafkaStreams streams) {
        return new Written(
                (long) ShownMetrics.sum(streams.metrics(), StreamMetric.SCORES),
                (long) ShownMetrics.sum(streams.metrics(), StreamMetric.KEY_STATE_WRITTEN_BYTES));
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
