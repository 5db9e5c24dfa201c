package io.undercurrent.stream.scoring;

import io.undercurrent.stream.memory.Count;
import io.undercurrent.stream.memory.Metrics;

/**
 * What scoring counts, the same in both runtimes: {@code scores}, {@code forecasts}, {@code
 * anomalies}, {@code deadLetters}, {@code slabsRebuilt} (keys whose memory was of another model,
 * other options or an older format), and the gauge {@code slabBytes} (bytes of state a key).
 */
final class ScoringCounts {
    final Count scores;
    final Count forecasts;
    final Count anomalies;
    final Count deadLetters;
    final Count slabsRebuilt;

    ScoringCounts(Metrics metrics, int slabBytes) {
        scores = metrics.count("scores");
        forecasts = metrics.count("forecasts");
        anomalies = metrics.count("anomalies");
        deadLetters = metrics.count("deadLetters");
        slabsRebuilt = metrics.count("slabsRebuilt");
        metrics.gauge("slabBytes", () -> slabBytes);
    }
}
