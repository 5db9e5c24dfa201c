package io.undercurrent.streams.run;

import io.undercurrent.stream.registry.SchemaCaches;
import io.undercurrent.stream.registry.SchemaGate;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Creates the Kafka clients for Kafka Streams. They are plain clients, except that if the source
 * uses a schema registry, the main consumers hold back records until their schemas are available.
 */
public final class GatedClients implements KafkaClientSupplier {
    private final ResolvedStream stream;

    /**
     * Creates the supplier for one stream.
     *
     * @param stream the resolved stream
     */
    public GatedClients(ResolvedStream stream) {
        this.stream = stream;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = plain(config);
        boolean gated = stream.spec().source().usesRegistry();
        return gated ? SchemaGate.before(consumer, SchemaCaches.of(stream.schemas())) : consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return plain(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return plain(config);
    }

    private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
