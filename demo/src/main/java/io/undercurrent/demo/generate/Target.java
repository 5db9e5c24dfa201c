package io.undercurrent.demo.generate;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.KafkaClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to a stream's brokers, with the stream's own client properties. Records are
 * acknowledged by all replicas and written once each. After a record could not be written, the next
 * call fails.
 */
final class Target implements AutoCloseable {
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Producer<byte[], byte[]> producer;

    Target(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static Target open(StreamSpec spec) {
        Properties properties = KafkaClients.properties(spec);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.putIfAbsent("linger.ms", "5");
        properties.putIfAbsent("max.block.ms", "30000");
        // These let a record be written that the stream refuses as too large: the client counts its
        // bytes uncompressed, the broker compressed.
        properties.put("compression.type", "gzip");
        long largest = spec.source().maxBytes() + (1L << 20);
        properties.put("max.request.size", String.valueOf(Math.min(largest, Integer.MAX_VALUE)));
        properties.putIfAbsent("buffer.memory", String.valueOf(largest + (32L << 20)));
        return new Target(
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Creates the topics that are missing and returns their names. */
    static List<String> create(StreamSpec spec, int partitions, List<String> topics)
            throws InterruptedException {
        return AdminQueries.ask(
                spec,
                admin -> {
                    Set<String> there = AdminQueries.await(admin.listTopics().names());
                    List<NewTopic> missing = new ArrayList<>();
                    for (String topic : topics) {
                        if (!there.contains(topic)) {
                            missing.add(
                                    new NewTopic(topic, Optional.of(partitions), Optional.empty()));
                        }
                    }
                    return AdminQueries.create(admin, missing);
                });
    }

    /** Sends a record without waiting until it is written. */
    Future<RecordMetadata> send(String topic, byte[] key, byte[] value) throws Exception {
        throwIfFailed();
        return producer.send(
                new ProducerRecord<>(topic, key, value),
                (metadata, e) -> failure.compareAndSet(null, e));
    }

    /**
     * Sends a record and waits until it is written, so that records that are sent next come later.
     */
    void write(String topic, byte[] key, byte[] value) throws Exception {
        try {
            send(topic, key, value).get();
        } catch (ExecutionException e) {
            throwIfFailed();
            throw e;
        }
    }

    /** Waits until all records are written. */
    void flush() throws Exception {
        producer.flush();
        throwIfFailed();
    }

    private void throwIfFailed() throws Exception {
        Exception failed = failure.get();
        if (failed instanceof TimeoutException) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "kafka.bootstrap.servers: a record could not be written: %s Check that the brokers answer",
                            failed.getMessage()),
                    failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(30));
    }
}
