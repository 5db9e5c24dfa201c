package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.Labels;

/**
 * A detector's numbers for the events of one series that count.
 *
 * @param labels which of these events are anomalous
 * @param scores one per event, higher for more anomalous, not NaN, [events]
 */
// An array on purpose: sweeps use it directly, and nothing compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Judged(Labels labels, double[] scores) {
    /** Checks that there is a score for each event. */
    public Judged {
        if (scores.length != labels.events()) {
            throw new IllegalArgumentException(
                    scores.length + " scores and labels of " + labels.events() + " events");
        }
    }
}
