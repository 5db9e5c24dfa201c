package io.undercurrent.stream.scoring;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.EnumMap;
import java.util.Map;

/** Dead letters by reason, all there from the start: what never came shows as 0. */
public final class DeadLetterCounts {
    private final Map<DeadLetterReason, Count> counts = new EnumMap<>(DeadLetterReason.class);

    /**
     * Counts that are shown.
     *
     * @param metrics where
     */
    public DeadLetterCounts(Metrics metrics) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            counts.put(reason, metrics.count(StreamMetric.DEAD_LETTERS, reason.toString()));
        }
    }

    /**
     * One more.
     *
     * @param reason why
     */
    public void inc(DeadLetterReason reason) {
        counts.get(reason).inc();
    }
}
