package io.undercurrent.job;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the operator counts, under the operator's metric group: {@code scores}, {@code forecasts},
 * {@code anomalies}, {@code deadLetters}, {@code slabsRebuilt} (keys whose memory was of another
 * model, other options or an older format), and the gauge {@code slabBytes} (bytes of state a key).
 */
final class JobCounters {
    final Counter scores;
    final Counter forecasts;
    final Counter anomalies;
    final Counter deadLetters;
    final Counter slabsRebuilt;

    JobCounters(MetricGroup group, int slabBytes) {
        scores = group.counter("scores");
        forecasts = group.counter("forecasts");
        anomalies = group.counter("anomalies");
        deadLetters = group.counter("deadLetters");
        slabsRebuilt = group.counter("slabsRebuilt");
        group.gauge("slabBytes", () -> slabBytes);
    }
}
