package io.undercurrent.streams.run;

import io.undercurrent.command.Failures;
import io.undercurrent.stream.brokers.LostRecords;
import io.undercurrent.stream.brokers.RestartAdvice;
import io.undercurrent.stream.brokers.StreamChangedException;
import io.undercurrent.stream.brokers.TopicGuard;
import io.undercurrent.stream.runtime.StopSignal;
import io.undercurrent.stream.scoring.RecordFailedException;
import io.undercurrent.stream.scoring.RepeatedFailures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.AuthorizationException;
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
 * Runs a topology in this process until it is closed or fails permanently.
 *
 * <p>A failed stream thread is replaced, as the Flink job restarts, so that brokers may be
 * unavailable for a while; each kind of cause is logged once. The run ends immediately on a failure
 * that a restart cannot repair. It also ends if threads fail several times in a row without a
 * commit in between, or too often within ten minutes although other threads work.
 */
public final class StreamsRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
    private static final int DEFAULT_ATTEMPTS = 10;
    private static final int MAX_TOLD = 20;
    private static final long WITHIN_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final Duration CLOSE = Duration.ofMinutes(1);
    private static final Duration CLOSE_CHANGED = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<Long> failures = new ArrayDeque<>();
    private final Set<String> told = new HashSet<>();
    private final int attempts;
    private final int most;
    private int inARow;
    private final RepeatedFailures repeated = new RepeatedFailures();
    private volatile TopicGuard guard;
    private volatile Throwable last;

    private StreamsRun(KafkaStreams streams, Properties settings, int attempts) {
        Object threads = settings.getOrDefault(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        this.attempts = attempts;
        most = attempts * Integer.parseInt(threads.toString());
        this.streams = streams;
        streams.setStateListener((now, before) -> changed(now));
        streams.setUncaughtExceptionHandler(this::failed);
    }

    /**
     * Prepares a run.
     *
     * @param topology the topology
     * @param settings the settings of Kafka Streams
     * @return the run, not yet started
     */
    public static StreamsRun of(Topology topology, Properties settings) {
        return of(topology, settings, DEFAULT_ATTEMPTS);
    }

    /**
     * Prepares a run.
     *
     * @param topology the topology
     * @param settings the settings of Kafka Streams
     * @param attempts number of failures in a row without a commit that ends the run
     * @return the run, not yet started
     */
    public static StreamsRun of(Topology topology, Properties settings, int attempts) {
        return new StreamsRun(
                StateFolder.kept(settings, () -> new KafkaStreams(topology, settings)),
                settings,
                attempts);
    }

    /**
     * Prepares a run with its own Kafka clients.
     *
     * @param topology the topology
     * @param settings the settings of Kafka Streams
     * @param clients creates the consumers and producers
     * @return the run, not yet started
     */
    public static StreamsRun of(
            Topology topology, Properties settings, KafkaClientSupplier clients) {
        return of(topology, settings, clients, DEFAULT_ATTEMPTS);
    }

    /**
     * Prepares a run with its own Kafka clients.
     *
     * @param topology the topology
     * @param settings the settings of Kafka Streams
     * @param clients creates the consumers and producers
     * @param attempts number of failures in a row without a commit that ends the run
     * @return the run, not yet started
     */
    public static StreamsRun of(
            Topology topology, Properties settings, KafkaClientSupplier clients, int attempts) {
        return new StreamsRun(
                StateFolder.kept(settings, () -> new KafkaStreams(topology, settings, clients)),
                settings,
                attempts);
    }

    /**
     * Starts the run; {@link #running} completes when partitions are assigned and key states are
     * restored.
     */
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

    private StreamThreadExceptionResponse failed(Throwable failure) {
        // The failure is logged here; without this handler the JVM would print it again when the
        // thread ends.
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
        long pause =
                topicProblem()
                        .map(why -> end(new StreamChangedException(why)))
                        .orElseGet(() -> pause(failure));
        if (pause < 0) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * Ends the run when a guard finds that its topics have changed; the guard is also asked after
     * each failure, because its answer tells more than what a client throws.
     *
     * @param topics the guard, started by the caller, who also closes it
     */
    public void guardedBy(TopicGuard topics) {
        guard = topics;
    }

    /**
     * Ends the run, because what it rests on has changed. {@link #close} then does not wait long:
     * its threads may wait for topics that are gone.
     *
     * @param why the reason and what to do
     */
    public void endBecause(String why) {
        end(new StreamChangedException(why));
    }

    private Optional<String> topicProblem() {
        TopicGuard topics = guard;
        if (topics == null) {
            return Optional.empty();
        }
        try {
            return topics.check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The pause before the failed thread is replaced, milliseconds; negative to end the run. */
    private synchronized long pause(Throwable failure) {
        last = last instanceof StreamChangedException ? last : failure;
        inARow = hasCommitted(Thread.currentThread().getName()) ? 1 : inARow + 1;
        long now = System.nanoTime();
        failures.addLast(now);
        while (now - failures.getFirst() > WITHIN_NANOS) {
            failures.removeFirst();
        }
        String cause = RestartAdvice.cause(failure);
        Optional<String> at = repeated.add(failure);
        if (at.isPresent()) {
            return end(
                    new NoProgressException(
                            RecordFailedException.repeated(at.get(), cause), failure));
        }
        Optional<String> lost = LostRecords.of(failure);
        if (lost.isPresent()) {
            return end(new StreamChangedException(lost.get()));
        }
        if (RecordFailedException.place(failure).isEmpty() && isFinal(failure)) {
            return end(failure);
        }
        if (inARow >= attempts || failures.size() > most) {
            int many = Math.max(inARow, Math.min(failures.size(), most));
            return end(
                    new NoProgressException(RestartAdvice.stopped(many, "commit", cause), failure));
        }
        // The level is one that is shown by default: a user whose run writes no results must see
        // why.
        if (told.size() < MAX_TOLD && told.add(RestartAdvice.kind(cause))) {
            LOG.error(
                    "a thread failed and is replaced, at most {} times in a row (job.restart-attempts): {}",
                    attempts,
                    cause);
        }
        LOG.warn("a thread failed and is replaced", failure);
        return Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS << Math.min(inARow - 1, 10));
    }

    private long end(Throwable why) {
        last = why;
        LOG.warn("ends for good", why);
        running.completeExceptionally(why);
        ended.completeExceptionally(why);
        return -1;
    }

    /** Whether a thread has committed since it was started. */
    private boolean hasCommitted(String thread) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("stream-thread-metrics"))
                .filter(metric -> metric.metricName().name().equals("commit-total"))
                .filter(metric -> thread.equals(metric.metricName().tags().get("thread-id")))
                .anyMatch(metric -> ((Number) metric.metricValue()).doubleValue() > 0);
    }

    private static boolean isFinal(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (Failures.isOurs(e) || e instanceof Error || e instanceof AuthorizationException) {
                return true;
            }
        }
        return false;
    }

    /**
     * The Kafka Streams client, for queries and metrics.
     *
     * @return the client
     */
    public KafkaStreams streams() {
        return streams;
    }

    /**
     * A future for the first time that all partitions are assigned and restored.
     *
     * @return completes at that time, or exceptionally if the run fails before
     */
    public CompletableFuture<Void> running() {
        return running;
    }

    /** A future that completes when the run ends, exceptionally if it failed. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Waits for the end of a started run, or for the stop signal, and reports the progress.
     *
     * @param stop the stop signal
     * @param what describes the run in a few words
     * @param say receives lines for the user
     * @throws ExecutionException if the run failed
     * @throws InterruptedException if the thread is interrupted
     */
    public void until(StopSignal stop, String what, Consumer<String> say)
            throws ExecutionException, InterruptedException {
        stop.awaitOr(running);
        if (!stop.isGiven()) {
            say.accept(
                    String.format(Locale.ROOT, "running: %s; stop with Ctrl-C or SIGTERM", what));
        }
        stop.awaitOr(ended);
        say.accept(stop.text() + ": committing");
    }

    /**
     * Commits, stops and leaves the group, so that other instances take over immediately. Key
     * states stay in the changelogs and in the state folder.
     */
    @Override
    public void close() {
        Duration patience = last instanceof StreamChangedException ? CLOSE_CHANGED : CLOSE;
        CloseOptions options =
                CloseOptions.timeout(patience)
                        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(options)) {
            LOG.warn(
                    "threads still run after {}; what they did since their last commit is done again",
                    patience);
        }
    }
}
