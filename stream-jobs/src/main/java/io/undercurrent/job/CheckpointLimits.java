package io.undercurrent.job;

import java.time.Duration;

/**
 * Limits how many checkpoints may fail in a row and how long each may take, so that no transaction
 * exceeds its timeout in that time.
 *
 * <p>A restart discards all work since the last complete checkpoint, which is too much for a single
 * slow or failed checkpoint. But a restart also starts new transactions before the brokers abort
 * the old ones, and restarts in the log show a permanent failure. Therefore two failures in a row
 * are tolerated if the timeout allows it, and the next one restarts the job.
 *
 * @param tolerable number of failed checkpoints in a row that do not restart the job
 * @param timeout the longest duration of a checkpoint
 */
record CheckpointLimits(int tolerable, Duration timeout) {
    private static final int TOLERABLE = 2;
    private static final Duration LONGEST = Duration.ofMinutes(10); // Flink's own default
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * A transaction lasts for the checkpoint at whose barrier it begins, for those that fail, for
     * the one that commits it, and for the intervals between them. At most half of its timeout is
     * used for the intervals.
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
