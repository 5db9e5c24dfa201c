package io.undercurrent.job;

import java.time.Duration;

/**
 * How many checkpoints may fail in a row and how long each may take, so that no transaction
 * outlives its timeout meanwhile.
 *
 * <p>A restart throws away all that was done since the last complete checkpoint, which a single
 * slow or failed one is not worth. But it also starts the transactions anew before the brokers
 * abort them, and a log of restarts shows what fails for good. So two failures in a row are
 * tolerated where time allows, and the next one restarts the job.
 *
 * @param tolerable failed checkpoints in a row that the job just goes on from
 * @param timeout how long a checkpoint may take
 */
record CheckpointLimits(int tolerable, Duration timeout) {
    private static final int TOLERABLE = 2;
    private static final Duration LONGEST = Duration.ofMinutes(10); // Flink's own default
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * A transaction lives through the checkpoint at whose barrier it begins, those that fail, the
     * one that commits it, and the intervals between them; half of its timeout is for those.
     */
    static CheckpointLimits of(Duration interval, Duration transactionTimeout) {
        long millis = transactionTimeout.toMillis();
        long intervals = Math.min(TOLERABLE + 1, millis / 2 / interval.toMillis());
        int tolerable = (int) Math.max(0, intervals - 1);
        long share = (millis - (tolerable + 1) * interval.toMillis()) / (tolerable + 2);
        long timeout = Math.max(SHORTEST.toMillis(), Math.min(LONGEST.toMillis(), share));
        return new CheckpointLimits(tolerable, Duration.ofMillis(timeout));
    }
}
