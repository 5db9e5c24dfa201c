package io.undercurrent.job.embedded;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Stops a job at a savepoint, however early it is told to: Flink refuses a savepoint until the job
 * is initialized and all its tasks are deployed, and a signal does not wait for that.
 */
public final class OrderlyStop {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AGAIN_MILLIS = 100;

    private OrderlyStop() {}

    /**
     * Stops a job.
     *
     * @param job the job
     * @return the savepoint's path
     * @throws InterruptedException where the thread is interrupted
     * @throws ExecutionException where the job cannot take one in time
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
