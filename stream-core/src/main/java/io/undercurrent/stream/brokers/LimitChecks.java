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
 * Compares how large records can become with what takes them: raised where it is ours, refused with
 * the arithmetic where it is not.
 */
public final class LimitChecks {
    /** What topics take where nobody says otherwise, Kafka's own default. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

    /** Kafka's default; a record that is larger would wait for it for ever. */
    private static final long DEFAULT_BUFFER_BYTES = 32L << 20;

    /** What stands around a batch in a request: ids, the topic's name. */
    private static final int REQUEST_BYTES = 1024;

    private LimitChecks() {}

    /**
     * How a topic that is made here is configured.
     *
     * @param bound the largest record that it gets
     * @param brokers what their topics take by default; nothing where that may not be seen
     * @return the setting that it needs, if any
     */
    public static Map<String, String> config(Bound bound, OptionalInt brokers) {
        return bound.bytes() <= brokers.orElse(DEFAULT_MAX_MESSAGE_BYTES)
                ? Map.of()
                : Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bound.bytes()));
    }

    /**
     * Whether a topic that is there takes the largest record.
     *
     * @param option what names the topic, with its value
     * @param limit what it takes
     * @param bound the largest record
     * @return what is wrong and what to change, or nothing
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
     * Whether the brokers take a request with the largest record at all.
     *
     * @param option what names the topic, with its value
     * @param bound the largest record
     * @param request the brokers' {@code socket.request.max.bytes}; nothing where that may not be
     *     seen
     * @return what is wrong and what to change, or nothing
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
     * What a producer needs for records of this size; what the stream declares is kept where it is
     * more.
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

    /** As all clients have it, or Kafka Streams' producers alone. */
    private static long declared(StreamSpec spec, String name, long otherwise) {
        String producers = spec.kafka().get("producer." + name);
        String all = producers == null ? spec.kafka().get(name) : producers;
        return all == null ? otherwise : Long.parseLong(all.strip());
    }
}
