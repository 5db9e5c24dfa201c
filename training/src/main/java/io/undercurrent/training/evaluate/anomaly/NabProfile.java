package io.undercurrent.training.evaluate.anomaly;

/**
 * How NAB weighs hits, misses and false alarms.
 *
 * <p>The weights are those of NAB 1.1; that of a true negative is never used there.
 */
public enum NabProfile {
    /** The one that leaderboards are ordered by. */
    STANDARD("standard", 1, 1, 0.11),
    /** False alarms cost twice as much. */
    LOW_FALSE_POSITIVES("reward_low_FP_rate", 1, 1, 0.22),
    /** Missed anomalies cost twice as much. */
    LOW_FALSE_NEGATIVES("reward_low_FN_rate", 1, 2, 0.11);

    private final String id;
    final double hit;
    final double miss;
    final double falseAlarm;

    NabProfile(String id, double hit, double miss, double falseAlarm) {
        this.id = id;
        this.hit = hit;
        this.miss = miss;
        this.falseAlarm = falseAlarm;
    }

    /** How NAB's files call it. */
    public String id() {
        return id;
    }
}
