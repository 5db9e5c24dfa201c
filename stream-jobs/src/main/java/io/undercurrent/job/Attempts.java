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
 * How often the job has failed since it last got on. Flink's own strategies count failures by time,
 * which ends a job that is disturbed now and then and goes on each time, or none that fails slowly.
 * This counts attempts since the last complete checkpoint that holds something new: each snapshot
 * keeps the number of the attempt that made it.
 *
 * <p>A checkpoint right after the start, before the first record was read, is no progress: the
 * record that the job fails of may be the next one. An instance without records gets on where it
 * has lived for a minute.
 */
final class Attempts {
    private static final long LIVES_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Pattern ENTRY = Pattern.compile("(\\S+) (\\d+)");

    private final int most;
    private String job;
    private int attempt;
    private int progress;
    private long begun;
    private boolean moved;
    private ListState<String> state;

    /** So many failures in a row end the job. */
    Attempts(int most) {
        this.most = most;
    }

    /** The operator state's name never changes. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>("restart-attempts", StringSerializer.INSTANCE);
    }

    /** Ends the job where it has failed too often. */
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

    /** A record was taken without a failure. */
    void moved() {
        moved = true;
    }

    void snapshot() throws Exception {
        if (moved || System.nanoTime() - begun > LIVES_NANOS) {
            progress = attempt;
        }
        state.clear();
        state.add(job + " " + progress);
    }
}
