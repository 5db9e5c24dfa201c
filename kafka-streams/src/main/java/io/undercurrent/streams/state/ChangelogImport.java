package io.undercurrent.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.KeyState;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.StoppedGroup;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.StoredMemories;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Puts memories into the empty changelog of a stopped application, and the offsets that they end at
 * into its group, in one transaction: either all of it is there or nothing.
 */
final class ChangelogImport {
    private static final long WAIT_SECONDS = 30;

    private final StreamSpec spec;
    private final CheckedStates states;
    private final String application;
    private final String changelog;

    ChangelogImport(StreamSpec spec, CheckedStates states) {
        this.spec = spec;
        this.states = states;
        application = Application.id(spec);
        changelog = ChangelogTopics.slabs(application);
    }

    /**
     * Writes.
     *
     * @param slabBytes a key's memory in bytes, under the stream's own model
     * @param progress is told how many keys are written
     * @throws SpecException where the changelog is not empty or the topic's records lie elsewhere
     */
    void run(int slabBytes, LongConsumer progress)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int partitions;
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            StoppedGroup.check(admin, application, "state import");
            partitions =
                    admin.describeTopics(List.of(spec.source().topic()))
                            .allTopicNames()
                            .get(WAIT_SECONDS, TimeUnit.SECONDS)
                            .get(spec.source().topic())
                            .partitions()
                            .size();
            Placement placement = new Placement(spec.source().key(), partitions);
            placement.check(spec);
            prepareChangelog(admin, partitions, slabBytes);
            write(placement, partitions, slabBytes, progress);
        }
    }

    private void prepareChangelog(Admin admin, int partitions, int slabBytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = admin.listTopics().names().get(WAIT_SECONDS, TimeUnit.SECONDS);
        if (!topics.contains(changelog)) {
            NewTopic topic =
                    new NewTopic(changelog, Optional.of(partitions), Optional.empty())
                            .configs(ChangelogTopics.config(slabBytes));
            admin.createTopics(List.of(topic)).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
            return;
        }
        AtomicReference<String> found = new AtomicReference<>();
        ChangelogRead.all(
                spec,
                changelog,
                record -> found.compareAndSet(null, record.partition() + "@" + record.offset()));
        if (found.get() != null) {
            throw new SpecException(
                    List.of(
                            "source.group-id = %s: its changelog %s holds memories already (%s): import into another group, or discard them with --fresh"
                                    .formatted(application, changelog, found.get())));
        }
    }

    private void write(Placement placement, int partitions, int slabBytes, LongConsumer progress)
            throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = producer(slabBytes);
                KeyStateFile.Reader in = new KeyStateFile.Reader(states.file())) {
            producer.initTransactions();
            producer.beginTransaction();
            AtomicReference<Exception> failure = new AtomicReference<>();
            for (int p = 0; p < partitions; p++) {
                send(producer, p, mark(StoredMemories.FORMAT), StoredMemories.format(), failure);
                send(producer, p, mark(StoredMemories.MODEL), states.model(), failure);
            }
            long keys = 0;
            for (KeyState state = in.read(); state != null; state = in.read()) {
                int partition = placement.partition(state.getKey());
                Bytes entry = StoredMemories.entry(state.getKey());
                send(producer, partition, entry, KeyStateFile.bytes(state), failure);
                progress.accept(++keys);
            }
            producer.sendOffsetsToTransaction(offsets(), group());
            producer.commitTransaction(); // fails where a record did
            if (failure.get() != null) {
                throw new IOException("a memory could not be written", failure.get());
            }
        }
    }

    private static Bytes mark(String name) {
        return StoredMemories.markKey(name);
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer,
            int partition,
            Bytes key,
            String value,
            AtomicReference<Exception> failure) {
        send(producer, partition, key, value.getBytes(UTF_8), failure);
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer,
            int partition,
            Bytes key,
            byte[] value,
            AtomicReference<Exception> failure) {
        var unused =
                producer.send(
                        new ProducerRecord<>(changelog, partition, key.get(), value),
                        (metadata, e) -> failure.compareAndSet(null, e));
    }

    /** The group as one that is in it without a member's name: it must be empty. */
    private ConsumerGroupMetadata group() {
        Properties properties = KafkaClients.properties(spec);
        properties.put("group.id", application);
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        states.next()
                .offsets()
                .forEach(
                        (place, offset) -> {
                            if (offset >= 0) {
                                offsets.put(
                                        StartOffsets.partition(place),
                                        new OffsetAndMetadata(offset));
                            }
                        });
        return offsets;
    }

    private KafkaProducer<byte[], byte[]> producer(int slabBytes) {
        Properties properties = KafkaClients.properties(spec);
        properties.put("transactional.id", application + "-import");
        properties.put(
                "transaction.timeout.ms",
                String.valueOf(spec.sink().transactionTimeout().toMillis()));
        properties.put("max.request.size", ChangelogTopics.maxMessageBytes(slabBytes));
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
