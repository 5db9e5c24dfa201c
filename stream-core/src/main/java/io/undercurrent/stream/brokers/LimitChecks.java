package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.ResultBounds.Bound;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares the largest possible records with the limits of topics, brokers and producers. It raises
 * limits that we configure ourselves; if another limit is too low, it refuses the stream and shows
 * the calculation.
 */
public final class LimitChecks {
    /** Kafka's own default for the largest message of a topic. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

    /**
     * Kafka's default for a producer's buffer; a larger record would wait forever for space in it.
     */
    private static final long DEFAULT_BUFFER_BYTES = 32L << 20;

    /** What surrounds a batch in a request: ids and the topic's name. */
    private static final int REQUEST_BYTES = 1024;

    private LimitChecks() {}

    /**
     * Returns the configuration of a topic that is created here.
     *
     * @param bound the topic's largest record
     * @param brokers the brokers' default limit; empty if this user may not see it
     * @return the setting that the topic needs; empty if the default is enough
     */
    public static Map<String, String> config(Bound bound, OptionalInt brokers) {
        return bound.bytes() <= brokers.orElse(DEFAULT_MAX_MESSAGE_BYTES)
                ? Map.of()
                : Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bound.bytes()));
    }

    /**
     * Checks whether an existing topic accepts the largest record.
     *
     * @param option the option that names the topic, with its value
     * @param limit the topic's limits
     * @param bound the largest record
     * @return what is wrong and what to change; empty if the record fits
     */
    public static Optional<String> problem(String option, TopicLimit limit, Bound bound) {
        if (bound.bytes() <= limit.maxBytes()) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s: %s, which is more than topic %s takes (%s = %d): raise that (kafka-configs.sh --alter --topic %s --add-config %s=%d), or lower %s",
                        option,
                        bound.text(),
                        limit.topic(),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        limit.maxBytes(),
                        limit.topic(),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        bound.bytes(),
                        bound.lower()));
    }

    /**
     * Checks whether the brokers accept a request with the largest record at all.
     *
     * @param option the option that names the topic, with its value
     * @param bound the largest record
     * @param request the brokers' {@code socket.request.max.bytes}; empty if this user may not see
     *     it
     * @return what is wrong and what to change; empty if the record fits
     */
    public static Optional<String> problem(String option, Bound bound, OptionalInt request) {
        int most = request.orElse(Integer.MAX_VALUE);
        return bound.bytes() + REQUEST_BYTES <= most
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%s: %s, which is more than the brokers take in one request (socket.request.max.bytes = %d): lower %s, or raise that",
                                option,
                                bound.text(),
                                most,
                                bound.lower()));
    }

    /**
     * Returns the producer properties that records of this size need; a larger value in the
     * stream's declaration is kept.
     *
     * @param spec the stream's declaration
     * @param largest the largest record in bytes
     * @return producer properties
     */
    public static Map<String, String> producer(StreamSpec spec, long largest) {
        long request =
                Math.max(largest, declared(spec, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1L << 20));
        long buffer =
                Math.max(
                        2 * request,
                        declared(spec, ProducerConfig.BUFFER_MEMORY_CONFIG, DEFAULT_BUFFER_BYTES));
        return Map.of(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                String.valueOf(Math.min(request, Integer.MAX_VALUE)),
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                String.valueOf(buffer));
    }

    /** The declared value: that for Kafka Streams' producers only, or else that for all clients. */
    private static long declared(StreamSpec spec, String name, long otherwise) {
        String producers = spec.kafka().get("producer." + name);
        String all = producers == null ? spec.kafka().get(name) : producers;
        return all == null ? otherwise : Long.parseLong(all.strip());
    }
}
