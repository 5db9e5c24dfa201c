package io.undercurrent.cli.history;

import io.undercurrent.spec.SourceOptions;
import io.undercurrent.spec.SourceSchemas;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.BadRecordException;
import io.undercurrent.spec.decode.DecodedEvent;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.record.AheadLimit;
import io.undercurrent.stream.record.KeyOrder;
import io.undercurrent.stream.registry.SchemaCaches;
import io.undercurrent.training.history.HistoryBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a range of a topic's committed records, decoded as {@code run} decodes them. No group: what
 * it reads leaves no trace on the brokers.
 */
public final class TopicHistory implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SourceOptions source;
    private final SourceSchemas schemas;
    private final AheadLimit ahead;
    private final KeyOrder order = new KeyOrder();
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * A reader of the source of a declaration.
     *
     * @throws IllegalArgumentException where its brokers are embedded, or no consumer can be made
     */
    public TopicHistory(StreamSpec spec) throws InterruptedException {
        source = spec.source();
        schemas = spec.schemas();
        ahead = new AheadLimit(source.time());
        if (spec.embeddedKafka()) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap.servers = embedded: train reads from running brokers; give --bootstrap-servers");
        }
        new BrokerChecks(spec).checkReadable();
        Properties properties = KafkaClients.properties(spec);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.remove("group.id");
        properties.putIfAbsent("default.api.timeout.ms", "20000");
        try {
            consumer =
                    new KafkaConsumer<>(
                            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "kafka: no consumer can be made of these properties: " + cause.getMessage(), e);
        }
    }

    /** The topic's offsets as they are now; from and to as {@link RangeFinder#find} takes them. */
    public TopicRange range(String from, String to) {
        return new RangeFinder(consumer, source.topic()).find(from, to);
    }

    /** All events of the range; what cannot be read is counted and said. */
    public HistoryBuilder read(TopicRange range) {
        HistoryBuilder history = new HistoryBuilder();
        UnreadableRows unreadable = new UnreadableRows("records");
        List<TopicPartition> open = new ArrayList<>();
        range.parts()
                .forEach(
                        (partition, part) -> {
                            if (part.from() < part.to()) {
                                open.add(new TopicPartition(range.topic(), partition));
                            }
                        });
        consumer.assign(open);
        open.forEach(p -> consumer.seek(p, range.parts().get(p.partition()).from()));
        EventDecoder decoder =
                source.usesRegistry()
                        ? StreamDecoders.create(source, schemas, SchemaCaches.of(schemas))
                        : StreamDecoders.create(source, schemas);
        long heard = System.nanoTime();
        while (!open.isEmpty()) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < range.parts().get(record.partition()).to()) {
                    add(record, decoder, history, unreadable);
                }
            }
            // Positions, not records, say when a partition is done: its end may hold only markers.
            open.removeIf(p -> consumer.position(p) >= range.parts().get(p.partition()).to());
            heard = records.isEmpty() ? heard : System.nanoTime();
            if (System.nanoTime() - heard > SILENCE_NANOS) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "topic %s: nothing came for 60 s, still missing are %s; check the brokers",
                                range.topic(),
                                open));
            }
        }
        unreadable.report(history);
        return history;
    }

    private void add(
            ConsumerRecord<byte[], byte[]> record,
            EventDecoder decoder,
            HistoryBuilder history,
            UnreadableRows unreadable) {
        String place =
                String.format(
                        Locale.ROOT,
                        "%s-%d@%d",
                        record.topic(),
                        record.partition(),
                        record.offset());
        try {
            DecodedEvent event = decoder.decode(record.key(), record.value());
            ahead.check(event.timeMicros(), record.timestamp());
            history.add(event.key(), source.fields(), order.micros(event), event.values());
        } catch (BadRecordException e) {
            unreadable.add(place, e.detail());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
