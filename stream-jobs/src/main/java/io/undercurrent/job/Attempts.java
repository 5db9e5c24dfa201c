package io.undercurrent.job;

import io.undercurrent.stream.brokers.RestartAdvice;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Counts the job's failures since it last made progress, and ends the job if there are too many.
 * Flink's restart strategies count failures by time: they end a job that is disturbed now and then
 * but recovers each time, or they never end a job that fails slowly. This class counts attempts
 * since the last complete checkpoint with progress: each snapshot contains the number of the last
 * attempt that made progress.
 *
 * <p>A checkpoint right after the start, before the first record was read, is not progress, because
 * the next record may be the one that makes the job fail. An instance without records makes
 * progress by running for a minute.
 */
final class Attempts {
    private static final long PROGRESS_UPTIME_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Pattern ENTRY = Pattern.compile("(\\S+) (\\d+)");

    private final int most;
    private String job;
    private int attempt;
    private int progress;
    private long begun;
    private boolean moved;
    private ListState<String> state;

    /** Creates a counter; {@code most} failures in a row end the job. */
    Attempts(int most) {
        this.most = most;
    }

    /** The operator state's name must never change. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>("restart-attempts", StringSerializer.INSTANCE);
    }

    /** Restores the count and ends the job if it has failed too often. */
    void restore(StateInitializationContext context, RuntimeContext runtime) throws Exception {
        job = runtime.getJobInfo().getJobId().toHexString();
        attempt = runtime.getTaskInfo().getAttemptNumber();
        begun = System.nanoTime();
        state = context.getOperatorStateStore().getUnionListState(descriptor());
        for (String entry : state.get()) {
            Matcher parts = ENTRY.matcher(entry);
            if (parts.matches() && parts.group(1).equals(job)) { // else an earlier job's
                progress = Math.max(progress, Integer.parseInt(parts.group(2)));
            }
        }
        if (attempt - progress >= most) {
            throw new SuppressRestartsException(
                    new NoProgressException(
                            RestartAdvice.stopped(
                                    attempt - progress,
                                    NoProgressException.PROGRESS,
                                    NoProgressException.CAUSE)));
        }
    }

    /** Notes that a record was processed without a failure. */
    void moved() {
        moved = true;
    }

    void snapshot() throws Exception {
        if (moved || System.nanoTime() - begun > PROGRESS_UPTIME_NANOS) {
            progress = attempt;
        }
        state.clear();
        state.add(job + " " + progress);
    }
}
