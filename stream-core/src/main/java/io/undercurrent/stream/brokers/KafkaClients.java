package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.util.Properties;

/** Builds the Kafka client properties that every client of a stream starts from. */
public final class KafkaClients {
    private KafkaClients() {}

    /**
     * Copies the properties under {@code kafka.}.
     *
     * @param spec the stream's declaration
     * @return a copy, which the caller completes
     */
    public static Properties properties(StreamSpec spec) {
        Properties properties = new Properties();
        spec.kafka().forEach(properties::setProperty);
        return properties;
    }
}
