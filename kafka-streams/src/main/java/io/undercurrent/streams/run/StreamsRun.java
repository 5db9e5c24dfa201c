package io.undercurrent.streams.run;

import io.undercurrent.command.Failures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs in this process until it is closed or fails for good.
 *
 * <p>A thread that fails is replaced, as the job restarts in Flink: brokers that are away for a
 * while end nothing. What no restart can mend ends the run at once, and so does a thread that keeps
 * failing.
 */
public final class StreamsRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
    private static final int MOST_FAILURES_A_THREAD = 10;
    private static final long WITHIN_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long PAUSE_MILLIS = 500;
    private static final Duration CLOSE = Duration.ofMinutes(1);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<Long> failures = new ArrayDeque<>();
    private final int most;
    private volatile Throwable last;

    private StreamsRun(KafkaStreams streams, Properties settings) {
        Object threads = settings.getOrDefault(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        most = MOST_FAILURES_A_THREAD * Integer.parseInt(threads.toString());
        this.streams = streams;
        streams.setStateListener((now, before) -> changed(now));
        streams.setUncaughtExceptionHandler(this::failed);
    }

    /**
     * Prepares a run.
     *
     * @param topology the topology
     * @param settings of Kafka Streams
     * @return the run, not yet started
     */
    public static StreamsRun of(Topology topology, Properties settings) {
        return new StreamsRun(new KafkaStreams(topology, settings), settings);
    }

    /**
     * Prepares a run with clients of its own.
     *
     * @param topology the topology
     * @param settings of Kafka Streams
     * @param clients makes its consumers and producers
     * @return the run, not yet started
     */
    public static StreamsRun of(
            Topology topology, Properties settings, KafkaClientSupplier clients) {
        return new StreamsRun(new KafkaStreams(topology, settings, clients), settings);
    }

    /** Starts it; {@link #running} tells when partitions are assigned and memories restored. */
    public void start() {
        streams.start();
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            running.complete(null);
        } else if (now == KafkaStreams.State.ERROR) {
            Throwable why = last == null ? new IllegalStateException("all threads ended") : last;
            running.completeExceptionally(why);
            ended.completeExceptionally(why);
        } else if (now == KafkaStreams.State.NOT_RUNNING) {
            running.cancel(false);
            ended.complete(null);
        }
    }

    private synchronized StreamThreadExceptionResponse failed(Throwable failure) {
        last = failure;
        long now = System.nanoTime();
        failures.addLast(now);
        while (now - failures.getFirst() > WITHIN_NANOS) {
            failures.removeFirst();
        }
        if (isFinal(failure) || failures.size() > most) {
            LOG.error("ends for good", failure);
            running.completeExceptionally(failure);
            ended.completeExceptionally(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("a thread failed and is replaced", failure);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isFinal(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (Failures.isOurs(e) || e instanceof Error) {
                return true;
            }
        }
        return false;
    }

    /**
     * Kafka Streams itself, for queries and metrics.
     *
     * @return the client
     */
    public KafkaStreams streams() {
        return streams;
    }

    /**
     * Tells of the first time that all is assigned and restored.
     *
     * @return completes then, or with what ended the run before
     */
    public CompletableFuture<Void> running() {
        return running;
    }

    /**
     * Waits for the end of a started run, and says how it goes.
     *
     * @param stop tells to stop
     * @param what runs, in a few words
     * @param say takes lines for a user
     * @throws ExecutionException where the run failed
     * @throws InterruptedException where the thread is interrupted
     */
    public void until(StopSignal stop, String what, Consumer<String> say)
            throws ExecutionException, InterruptedException {
        stop.awaitOr(running);
        if (!stop.isGiven()) {
            say.accept("running: %s; stop with Ctrl-C or SIGTERM".formatted(what));
        }
        stop.awaitOr(ended);
        say.accept(stop.text() + ": committing");
    }

    /**
     * Commits, stops and leaves the group, so that other instances take over at once; memories stay
     * in the changelogs and in the folder.
     */
    @Override
    public void close() {
        CloseOptions options =
                CloseOptions.timeout(CLOSE)
                        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(options)) {
            LOG.warn(
                    "threads still run after {}; what they did since their last commit is done again",
                    CLOSE);
        }
    }
}
