package io.undercurrent.stream.scoring;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts dead letters by reason. All reasons are registered from the start, so a reason without
 * dead letters shows as 0.
 */
public final class DeadLetterCounts {
    private final Map<DeadLetterReason, Count> counts = new EnumMap<>(DeadLetterReason.class);

    /**
     * Creates the counts and registers them.
     *
     * @param metrics where to register them
     */
    public DeadLetterCounts(Metrics metrics) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            counts.put(reason, metrics.count(StreamMetric.DEAD_LETTERS, reason.toString()));
        }
    }

    /**
     * Counts one dead letter.
     *
     * @param reason the dead letter's reason
     */
    public void inc(DeadLetterReason reason) {
        counts.get(reason).inc();
    }
}
