package io.undercurrent.cli.history;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.record.AheadLimit;
import io.undercurrent.stream.record.LocalTimeResolver;
import io.undercurrent.stream.registry.SchemaCaches;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.training.history.HistoryBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a range of a topic's committed records, decoded as {@code run} decodes them. It joins no
 * consumer group, so that reading leaves no trace on the brokers.
 */
public final class TopicHistory implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final SourceOptions source;
    private final SourceSchemas schemas;
    private final AheadLimit ahead;
    private final LocalTimeResolver order = new LocalTimeResolver();
    private final CommittedReader reader;

    /**
     * Opens a reader of the declaration's source.
     *
     * @throws io.undercurrent.spec.option.SpecException if the registry does not answer or has no
     *     schema that fits
     * @throws IllegalArgumentException if its brokers are embedded, or no consumer can be created
     */
    public TopicHistory(StreamSpec spec) throws InterruptedException {
        source = spec.source();
        schemas = SchemaChecks.resolve(spec);
        ahead = new AheadLimit(source.time());
        if (spec.embeddedKafka()) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap.servers = embedded: train reads from running brokers; give --bootstrap-servers");
        }
        new BrokerChecks(spec).checkReadable();
        Properties properties = KafkaClients.properties(spec);
        properties.remove("group.id");
        properties.putIfAbsent("default.api.timeout.ms", "20000");
        try {
            reader = new CommittedReader(properties, CommittedReader.Isolation.READ_COMMITTED);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "kafka: no consumer can be made of these properties: " + cause.getMessage(), e);
        }
    }

    /**
     * The topic's current offsets of a range; {@code from} and {@code to} are those of {@link
     * RangeFinder#find}.
     */
    public TopicRange range(String from, String to) {
        return new RangeFinder(reader.consumer(), source.topic()).find(from, to);
    }

    /** Reads all events of the range; records that cannot be read are counted and reported. */
    public HistoryBuilder read(TopicRange range) {
        HistoryBuilder history = new HistoryBuilder();
        UnreadableRows unreadable = new UnreadableRows("records");
        Map<TopicPartition, Long> ends = new HashMap<>();
        range.parts()
                .forEach(
                        (partition, part) -> {
                            if (part.from() < part.to()) {
                                ends.put(new TopicPartition(range.topic(), partition), part.to());
                            }
                        });
        reader.consumer().assign(ends.keySet());
        ends.keySet()
                .forEach(p -> reader.consumer().seek(p, range.parts().get(p.partition()).from()));
        EventDecoder decoder =
                source.usesRegistry()
                        ? StreamDecoders.create(source, schemas, SchemaCaches.of(schemas))
                        : StreamDecoders.create(source, schemas);
        CommittedReader.Outcome outcome =
                reader.read(
                        ends,
                        SILENCE,
                        record -> {
                            if (record.offset() < range.parts().get(record.partition()).to()) {
                                add(record, decoder, history, unreadable);
                            }
                            return true;
                        });
        if (outcome == CommittedReader.Outcome.STALLED) {
            ends.entrySet().removeIf(end -> reader.hasReached(Map.ofEntries(end)));
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "topic %s: nothing came for 60 s, still missing are %s; check the brokers",
                            range.topic(),
                            ends.keySet()));
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
        reader.close();
    }
}
