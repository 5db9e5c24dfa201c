package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link TopicWatch} beside a stream: once at the start, then every {@code
 * job.check-interval}, and whenever {@link #check} is called. While the brokers do not answer,
 * nothing is concluded.
 */
public final class TopicGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);

    /**
     * A broker that has just started may not know a topic yet, so a problem must show in each of
     * several answers.
     */
    private static final int ANSWERS = 3;

    private static final long PAUSE_MILLIS = 1_500;

    private final StreamSpec spec;
    private final TopicWatch watch;
    private final Consumer<String> changed;
    private final Thread thread = new Thread(this::run, "undercurrent-topic-guard");
    private volatile boolean closed;
    private boolean told;

    private TopicGuard(StreamSpec spec, TopicWatch watch, Consumer<String> changed) {
        this.spec = spec;
        this.watch = watch;
        this.changed = changed;
    }

    /**
     * Starts a guard.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param watch compares the topics
     * @param changed receives the first problem, on the guard's own thread; no check follows
     * @return the running guard
     */
    public static TopicGuard start(StreamSpec spec, TopicWatch watch, Consumer<String> changed) {
        TopicGuard guard = new TopicGuard(spec, watch, changed);
        guard.thread.setDaemon(true);
        guard.thread.start();
        return guard;
    }

    private void run() {
        Duration interval = spec.job().checkInterval();
        try {
            while (!closed) {
                Optional<String> problem = check();
                if (problem.isPresent()) {
                    if (!closed) {
                        changed.accept(problem.get());
                    }
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(interval.toMillis());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /**
     * Compares the topics now.
     *
     * @return what no longer fits; empty if everything fits or the brokers do not answer
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<String> check() throws InterruptedException {
        Optional<String> problem = ask();
        for (int i = 1; i < ANSWERS && problem.isPresent(); i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            problem = ask();
        }
        return problem;
    }

    private Optional<String> ask() throws InterruptedException {
        synchronized (watch) {
            try {
                Optional<String> problem = AdminQueries.ask(spec, watch::problem);
                told = false;
                return problem;
            } catch (RuntimeException e) {
                if (!told) {
                    LOG.warn("the topics cannot be compared now: {}", e.getMessage());
                }
                told = true;
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
