package io.undercurrent.cli.run;

import io.undercurrent.job.embedded.EmbeddedJob;
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
final class OrderlyStop {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AGAIN_MILLIS = 100;

    private OrderlyStop() {}

    /** Returns the savepoint's path; throws where the job cannot take one in time. */
    static String stop(EmbeddedJob job) throws InterruptedException, ExecutionException {
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
