package io.undercurrent.streams.run;

import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.streams.scoring.MetricsExport;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Totals of what this instance has scored and written, from the metrics of its current tasks.
 *
 * @param events number of scores
 * @param bytes size of the slabs written to the stores and their changelogs
 */
record WriteTotals(long events, long bytes) {
    static WriteTotals of(KafkaStreams streams) {
        return new WriteTotals(
                (long) MetricsExport.sum(streams.metrics(), StreamMetric.SCORES),
                (long) MetricsExport.sum(streams.metrics(), StreamMetric.KEY_STATE_WRITTEN_BYTES));
    }

    String describe() {
        return events == 0
                ? "no events were scored here"
                : String.format(
                        Locale.ROOT,
                        "%d events were scored here; the changelog got %d bytes of key states per event",
                        events,
                        bytes / events);
    }
}
