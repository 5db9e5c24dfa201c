package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka client properties of a stream, as every client of it starts from. */
public final class KafkaClients {
    private KafkaClients() {}

    /**
     * The properties under {@code kafka.} in a new object.
     *
     * @param spec the stream's declaration
     * @return a copy, to be completed by the caller
     */
    public static Properties properties(StreamSpec spec) {
        Properties properties = new Properties();
        spec.kafka().forEach(properties::setProperty);
        return properties;
    }

    /**
     * A consumer of what is committed, in no group.
     *
     * @param spec the stream's declaration
     * @return a new consumer, to be assigned partitions and closed by the caller
     */
    public static KafkaConsumer<byte[], byte[]> committedReader(StreamSpec spec) {
        Properties properties = properties(spec);
        properties.setProperty("isolation.level", "read_committed");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
