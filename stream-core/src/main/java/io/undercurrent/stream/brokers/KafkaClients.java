package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.util.Properties;

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
}
