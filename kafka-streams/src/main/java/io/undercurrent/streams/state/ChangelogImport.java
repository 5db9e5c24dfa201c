package io.undercurrent.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.KeyState;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.ChangelogEnd;
import io.undercurrent.streams.run.Changelogs;
import io.undercurrent.streams.run.FirstOffsets;
import io.undercurrent.streams.run.StoppedGroup;
import io.undercurrent.streams.scoring.ChangelogEntries;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Writes key states to the empty changelog of a stopped application and commits the offsets at
 * which they end to its group. One transaction contains both, so that either everything is imported
 * or nothing.
 */
final class ChangelogImport {
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
     * Checks that the key states can be imported, before anything is changed.
     *
     * @param fresh whether existing key states will be discarded
     * @throws SpecException if the changelog is not empty, or the topic's producers use another
     *     partitioner than Kafka's
     */
    void check(boolean fresh) throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            StoppedGroup.check(admin, application, "state import");
            placement(admin).check(spec);
            Set<String> topics = AdminQueries.await(admin.listTopics().names());
            if (!fresh
                    && topics.contains(changelog)
                    && ChangelogEnd.holdsRecords(spec, changelog)) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "source.group-id: application %s: its changelog %s holds key states already: import into another group, or discard them with --fresh",
                                        application,
                                        changelog)));
            }
        }
    }

    private Placement placement(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new Placement(
                spec.source().key(), AdminQueries.partitions(admin, spec.source().topic()).size());
    }

    /**
     * Creates the changelogs if necessary and writes the transaction.
     *
     * @param slabBytes size of a key state of the stream's model, bytes
     * @param progress receives the number of keys written so far
     * @throws SpecException if the changelog has another number of partitions than the source
     */
    void run(int slabBytes, LongConsumer progress)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            Changelogs.create(admin, spec, slabBytes);
            Placement placement = placement(admin);
            int partitions = AdminQueries.partitions(admin, changelog).size();
            if (partitions != placement.partitions()) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "source.topic = %s: has %d partitions, the changelog %s has %d: discard that with --fresh",
                                        spec.source().topic(),
                                        placement.partitions(),
                                        changelog,
                                        partitions)));
            }
            write(placement, offsets(admin), slabBytes, progress);
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the transaction of the key states failed and nothing was written: %s; if it took longer than sink.transaction-timeout = %ds, raise that",
                            e,
                            spec.sink().transactionTimeout().toSeconds()),
                    e);
        }
    }

    private void write(
            Placement placement,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            int slabBytes,
            LongConsumer progress)
            throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = producer(slabBytes);
                KeyStateFile.Reader in = new KeyStateFile.Reader(states.file())) {
            producer.initTransactions();
            producer.beginTransaction();
            AtomicReference<Exception> failure = new AtomicReference<>();
            for (int p = 0; p < placement.partitions(); p++) {
                send(
                        producer,
                        p,
                        mark(ChangelogEntries.FORMAT),
                        ChangelogEntries.format(),
                        failure);
                send(producer, p, mark(ChangelogEntries.MODEL), states.model(), failure);
            }
            long keys = 0;
            for (KeyState state = in.read(); state != null; state = in.read()) {
                int partition = placement.partition(state.getKey());
                Bytes entry = ChangelogEntries.entry(state.getKey());
                send(producer, partition, entry, KeyStateFile.bytes(state), failure);
                progress.accept(++keys);
            }
            producer.sendOffsetsToTransaction(offsets, group());
            producer.commitTransaction(); // fails if a record could not be sent
            if (failure.get() != null) {
                throw new IOException("a key state could not be written", failure.get());
            }
        }
    }

    private static Bytes mark(String name) {
        return ChangelogEntries.markKey(name);
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

    /**
     * Metadata of the group without a member id, with which offsets can be committed only while the
     * group is empty.
     */
    private ConsumerGroupMetadata group() {
        Properties properties = KafkaClients.properties(spec);
        properties.put("group.id", application);
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    /**
     * The offset at which each partition resumes. A file with offsets has one for each partition
     * from which records were read; the others start at their beginning. For a file without
     * offsets, {@code source.start} decides.
     */
    private Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> next = new HashMap<>();
        if (states.next().offsets().isEmpty()) {
            next.putAll(FirstOffsets.resolve(admin, spec));
        } else {
            next.putAll(FirstOffsets.earliest(admin, spec));
            states.next()
                    .offsets()
                    .forEach(
                            (place, offset) -> {
                                if (offset >= 0) {
                                    next.put(StartOffsets.partition(place), offset);
                                }
                            });
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((at, offset) -> offsets.put(at, new OffsetAndMetadata(offset)));
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
