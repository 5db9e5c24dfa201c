package io.undercurrent.stream.brokers;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The limits of a topic: the largest batch of records, and the range of Kafka timestamps.
 *
 * @param topic the topic's name
 * @param maxBytes the topic's {@code max.message.bytes}
 * @param judgesTime whether the topic checks timestamps at all; with {@code LogAppendTime} the
 *     broker writes its own
 * @param beforeMillis how far timestamps may lie behind the broker's clock
 * @param afterMillis how far they may lie ahead of it
 */
public record TopicLimit(
        String topic, int maxBytes, boolean judgesTime, long beforeMillis, long afterMillis) {
    /** The name of the single setting for both limits, until Kafka 3.9. */
    private static final String DIFFERENCE = "message.timestamp.difference.max.ms";

    /**
     * The part of a limit that is left unused, or a tenth of a short limit: clocks differ, and a
     * broker checks a record when it arrives, not when it is sent.
     */
    private static final long MARGIN_MILLIS = 60_000;

    static TopicLimit of(String topic, Config config) {
        String type = value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).orElse("CreateTime");
        String both = value(config, DIFFERENCE).orElse(String.valueOf(Long.MAX_VALUE));
        return new TopicLimit(
                topic,
                value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                        .map(Integer::valueOf)
                        .orElse(Integer.MAX_VALUE),
                "CreateTime".equals(type),
                Long.parseLong(
                        value(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)
                                .orElse(both)),
                Long.parseLong(
                        value(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)
                                .orElse(both)));
    }

    private static Optional<String> value(Config config, String name) {
        return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
    }

    /**
     * Checks whether the topic accepts a timestamp.
     *
     * @param millis milliseconds since the epoch; negative if the producer sets its own
     * @param now this machine's clock, milliseconds since the epoch
     * @return what is wrong with it; empty if the topic accepts it
     */
    public Optional<String> timeProblem(long millis, long now) {
        if (!judgesTime || millis < 0) {
            return Optional.empty();
        }
        if (millis > now && millis - now > usable(afterMillis)) {
            return Optional.of(
                    problem(
                            millis,
                            "ahead of",
                            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                            afterMillis));
        }
        if (millis < now && now - millis > usable(beforeMillis)) {
            return Optional.of(
                    problem(
                            millis,
                            "behind",
                            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                            beforeMillis));
        }
        return Optional.empty();
    }

    private static long usable(long limit) {
        return limit - Math.min(MARGIN_MILLIS, limit / 10);
    }

    /**
     * The message does not contain the distance to the clock, because a replay must give the same
     * bytes.
     */
    private String problem(long millis, String where, String name, long limit) {
        return String.format(
                Locale.ROOT,
                "the record's Kafka timestamp %s is too far %s this machine's clock: topic %s takes %s (%s = %d, less %s for differing clocks); correct the producer's clock, raise that limit, or set %s=LogAppendTime",
                shown(millis),
                where,
                topic,
                Duration.ofMillis(usable(limit)),
                name,
                limit,
                Duration.ofMillis(limit - usable(limit)),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    }

    /** Formats the time as a date; {@link Instant} can represent all milliseconds. */
    private static String shown(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
