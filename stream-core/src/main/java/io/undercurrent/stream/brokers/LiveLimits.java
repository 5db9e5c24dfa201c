package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultRouting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link OutputLimits} of a running stream and the identity of its source topic up to
 * date. It asks the brokers when the stream starts, when it restarts, and once a minute. So if a
 * topic refuses a record because its limits were lowered a moment ago, this costs one restart,
 * after which the limits are known.
 *
 * <p>Several tasks may share one instance; it asks while any of them has it open.
 */
public final class LiveLimits implements Supplier<OutputLimits>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLimits.class);
    private static final long PERIOD_MILLIS = 60_000;
    private static final long RETRY_MILLIS = 1_000;

    /** An answer that is younger than this counts as current. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Longer than brokers need; while they do not answer, no events arrive either. */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final StreamSpec spec;
    private final String status;
    private final List<String> topics = new ArrayList<>();
    private volatile OutputLimits limits = OutputLimits.NONE;
    private volatile SourceTopic source;
    private volatile int partitions = 1;
    private int users;
    private Thread thread;
    private long requestStarted;
    private long requestEnded;
    private boolean refreshWanted;
    private String told = "";

    /**
     * Creates limits that are not asked for before {@link #open}.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param internal further topics that the runtime writes to
     * @param status the internal topic that holds scores and forecasts, or null
     */
    public LiveLimits(StreamSpec spec, Collection<String> internal, String status) {
        this.spec = spec;
        this.status = status;
        ResultRouting addresses = new ResultRouting(spec.sink());
        for (Outgoing.Kind kind : Outgoing.Kind.values()) {
            topics.add(addresses.topic(kind));
        }
        topics.addAll(internal);
    }

    /**
     * Adds a task that uses the limits. Waits for the brokers' answer, and continues without it if
     * they give none.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized void open() throws InterruptedException {
        users++;
        if (thread == null) {
            thread = new Thread(this::run, "undercurrent-topic-limits");
            thread.setDaemon(true);
            requestEnded = System.nanoTime() - 2 * FRESH_NANOS;
            thread.start();
        }
        long now = System.nanoTime();
        if (now - requestEnded < FRESH_NANOS) {
            return;
        }
        refreshWanted = true;
        notifyAll();
        // The answer to a request that was sent before now may be out of date.
        while ((requestEnded - requestStarted < 0 || requestStarted - now < 0)
                && System.nanoTime() - now < WAIT_NANOS) {
            TimeUnit.NANOSECONDS.timedWait(this, WAIT_NANOS - (System.nanoTime() - now));
        }
    }

    @Override
    public OutputLimits get() {
        return limits;
    }

    /**
     * Identifies the source topic.
     *
     * @return the topic; empty if the brokers have not answered yet or give no topic ids
     */
    public Optional<SourceTopic> source() {
        return Optional.ofNullable(source);
    }

    /**
     * The number of the source topic's partitions.
     *
     * @return at least 1; 1 too if the brokers have not answered yet
     */
    public int sourcePartitions() {
        return partitions;
    }

    /** Removes a task; after the last one, no more requests are sent. */
    @Override
    public synchronized void close() {
        users--;
        if (users <= 0 && thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    private void run() {
        try {
            while (isCurrent()) {
                boolean answered = ask();
                pause(answered ? PERIOD_MILLIS : RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            // Closed: no more requests are sent.
        }
    }

    private synchronized boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private synchronized void pause(long millis) throws InterruptedException {
        requestEnded = System.nanoTime();
        notifyAll();
        long end = requestEnded + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!refreshWanted && end - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
    }

    private boolean ask() throws InterruptedException {
        synchronized (this) {
            refreshWanted = false;
            requestStarted = System.nanoTime();
        }
        try {
            AdminQueries.<Void>ask(
                    spec,
                    admin -> {
                        TopicDescription topic =
                                AdminQueries.describe(admin, spec.source().topic());
                        source = SourceTopic.of(admin, topic).orElse(null);
                        partitions = topic.partitions().size();
                        limits =
                                new OutputLimits(
                                        spec.sink(),
                                        status,
                                        read(admin, topics),
                                        System::currentTimeMillis);
                        return null;
                    });
            told = "";
            return true;
        } catch (RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(told)) {
                told = problem;
                LOG.warn("what topics take cannot be asked now, the last answer counts: {}", told);
            }
            return false;
        }
    }

    /**
     * Asks for the limits of topics.
     *
     * @param admin the brokers
     * @param topics the topics' names
     * @return the limits of the topics that exist, by name
     * @throws ExecutionException if the brokers refuse
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public static Map<String, TopicLimit> read(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> resources =
                topics.stream().map(t -> new ConfigResource(ConfigResource.Type.TOPIC, t)).toList();
        Map<String, TopicLimit> limits = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                admin.describeConfigs(resources).values().entrySet()) {
            String topic = answer.getKey().name();
            try {
                limits.put(topic, TopicLimit.of(topic, AdminQueries.await(answer.getValue())));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return limits;
    }
}
