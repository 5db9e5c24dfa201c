package io.undercurrent.stream.brokers;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic takes: how large a batch of records, and which Kafka timestamps.
 *
 * @param topic its name
 * @param maxBytes its {@code max.message.bytes}
 * @param judgesTime whether it looks at timestamps at all; with {@code LogAppendTime} it writes its
 *     own
 * @param beforeMillis how far timestamps may lie behind the broker's clock
 * @param afterMillis how far they may lie ahead of it
 */
public record TopicLimit(
        String topic, int maxBytes, boolean judgesTime, long beforeMillis, long afterMillis) {
    /** The brokers' own name of the two limits in one, until Kafka 3.9. */
    private static final String DIFFERENCE = "message.timestamp.difference.max.ms";

    /**
     * Clocks differ, and a record is judged when it arrives, not when it is sent: so much of a
     * limit is not used, or a tenth of a short one.
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
     * Whether the topic takes a timestamp.
     *
     * @param millis milliseconds since the epoch; negative where the producer puts its own
     * @param now this machine's clock
     * @return what is wrong with it, or nothing
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

    /** Without the distance itself: a replay must give the same bytes. */
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

    /** As a date where it is one that {@link Instant} knows, which all milliseconds are. */
    private static String shown(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
