package io.undercurrent.job.embedded;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Stops a job with a savepoint, even right after its start: Flink rejects a savepoint until the job
 * is initialized and all its tasks are deployed, but a signal may come earlier.
 */
public final class StopWithSavepoint {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AGAIN_MILLIS = 100;

    private StopWithSavepoint() {}

    /**
     * Stops a job.
     *
     * @param job the job
     * @return the savepoint's path
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the job cannot take a savepoint in time
     */
    public static String stop(EmbeddedJob job) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return job.stopWithSavepoint();
            } catch (ExecutionException e) {
                if (!isTooEarly(e) || job.result().isDone() || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    private static boolean isTooEarly(ExecutionException e) {
        if (ExceptionUtils.findThrowable(e, UnavailableDispatcherOperationException.class)
                .isPresent()) {
            return true;
        }
        return ExceptionUtils.findThrowable(e, CheckpointException.class)
                .filter(
                        refusal ->
                                refusal.getCheckpointFailureReason()
                                        == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING)
                .isPresent();
    }
}
