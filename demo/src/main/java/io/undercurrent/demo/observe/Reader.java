package io.undercurrent.demo.observe;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.results.ResultReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a stream's output topics and labels with read_committed and without a consumer group.
 * Topics that do not exist yet are read from their beginning once they exist.
 *
 * <p>Once a second it judges: it marks what it has read, asks for the end offsets of the labels,
 * reads the labels up to there, and judges what it marked. Because a label is written before its
 * disturbed events, every label of a marked result is known by then. This costs one request a
 * second.
 */
final class Reader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LABEL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ResultReader results;
    private final String labels;
    private final boolean fromBeginning;
    private final Observations seen;
    private final Consumer<String> say;
    private final CommittedReader reader;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private boolean first = true;
    private Map<TopicPartition, Long> history = Map.of();
    private volatile boolean caughtUp;
    private boolean saidUnreadable;
    private volatile long heardNanos = System.nanoTime();

    Reader(
            StreamSpec spec,
            String labels,
            boolean fromBeginning,
            Observations seen,
            Consumer<String> say) {
        results = new ResultReader(spec);
        this.labels = labels;
        this.fromBeginning = fromBeginning;
        this.seen = seen;
        this.say = say;
        Properties properties = KafkaClients.properties(spec);
        properties.putIfAbsent("fetch.max.wait.ms", "50");
        properties.putIfAbsent("default.api.timeout.ms", "20000");
        reader = new CommittedReader(properties, CommittedReader.Isolation.READ_COMMITTED);
        consumer = reader.consumer();
    }

    /** Reads until it is stopped. */
    void run(BooleanSupplier stopped) throws IOException, InterruptedException {
        look();
        long looked = System.nanoTime();
        long judged = looked;
        while (!stopped.getAsBoolean()) {
            poll();
            long now = System.nanoTime();
            try {
                catchUp();
                if (now - looked > LOOK_NANOS) {
                    looked = now;
                    look();
                }
                if (now - judged > ROUND_NANOS) {
                    judged = now;
                    judge(stopped);
                }
            } catch (TimeoutException e) {
                // No broker answers: what was read stays, and the next request may succeed.
                say.accept("the brokers do not answer: " + e.getMessage());
            }
        }
    }

    /**
     * Whether all records that existed at the start have been read. Before that, counters would
     * rise by old events as if they happened now.
     */
    boolean caughtUp() {
        return caughtUp;
    }

    private void catchUp() {
        if (!caughtUp) {
            caughtUp = reader.hasReached(history);
        }
    }

    /** For how long the brokers have not answered; a poll alone does not show whether they do. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    private void look() {
        Map<String, List<PartitionInfo>> there = consumer.listTopics();
        List<TopicPartition> found = new ArrayList<>();
        List<String> topics = new ArrayList<>(results.topics());
        topics.add(labels);
        for (String topic : topics) {
            for (PartitionInfo info : there.getOrDefault(topic, List.of())) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                if (assigned.add(partition)) {
                    found.add(partition);
                }
            }
        }
        if (!found.isEmpty()) {
            consumer.assign(assigned);
            List<TopicPartition> toEnd = new ArrayList<>(found);
            toEnd.removeIf(p -> !first || fromBeginning || p.topic().equals(labels));
            found.removeAll(toEnd);
            // An empty list would mean all partitions.
            if (!found.isEmpty()) {
                consumer.seekToBeginning(found);
            }
            if (!toEnd.isEmpty()) {
                consumer.seekToEnd(toEnd);
            }
        }
        if (first && !assigned.isEmpty()) {
            history = consumer.endOffsets(assigned);
        }
        first = false;
        heardNanos = System.nanoTime();
    }

    private void judge(BooleanSupplier stopped) throws IOException, InterruptedException {
        List<TopicPartition> told =
                assigned.stream().filter(p -> p.topic().equals(labels)).toList();
        if (told.isEmpty()) {
            seen.forgetAlarms();
            return;
        }
        seen.mark();
        Map<TopicPartition, Long> ends = consumer.endOffsets(told);
        long deadline = System.nanoTime() + LABEL_NANOS;
        for (TopicPartition partition : told) {
            while (consumer.position(partition) < ends.get(partition)) {
                if (stopped.getAsBoolean() || System.nanoTime() > deadline) {
                    return; // judged in a later round
                }
                poll();
            }
        }
        seen.judge();
    }

    private void poll() throws IOException, InterruptedException {
        if (assigned.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } else {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                handle(record);
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.topic().equals(labels)) {
            label(record);
            return;
        }
        switch (results.kind(record.topic())) {
            case SCORE ->
                    seen.score(
                            results.score(record.value()),
                            record.timestamp(),
                            System.currentTimeMillis());
            case FORECAST -> seen.forecast();
            case ANOMALY -> seen.anomaly(results.anomaly(record.value()));
            case DEAD_LETTER -> seen.deadLetter(results.deadLetter(record.value()));
            case EPISODE -> {
                // Its alarms are counted already.
            }
        }
    }

    /**
     * Adds a label. Anyone may write to the topic, so a record that is no label is skipped; only
     * the first such record is reported.
     */
    private void label(ConsumerRecord<byte[], byte[]> record) {
        try {
            seen.label(Label.decode(record.value()));
        } catch (IOException e) {
            if (!saidUnreadable) {
                saidUnreadable = true;
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "%s-%d-%d is passed over, like all that are no labels: %s",
                                labels,
                                record.partition(),
                                record.offset(),
                                e.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
