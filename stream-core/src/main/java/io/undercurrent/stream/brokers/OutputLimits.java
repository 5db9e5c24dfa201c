package io.undercurrent.stream.brokers;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultRouting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.RecordBatch;

/**
 * The current limits of the stream's output topics, checked before anything is sent: a record that
 * a topic refuses fails the whole transaction, and afterwards nothing tells which event it came
 * from.
 */
public final class OutputLimits {
    /** The limits if the brokers were not asked: every record is accepted. */
    public static final OutputLimits NONE = new OutputLimits();

    private static final List<Outgoing.Kind> RESULTS =
            List.of(
                    Outgoing.Kind.SCORE,
                    Outgoing.Kind.FORECAST,
                    Outgoing.Kind.ANOMALY,
                    Outgoing.Kind.EPISODE);

    /**
     * A generous allowance for what a record has besides key, value and the variable parts of its
     * headers. The exact size is computed only if this estimate exceeds a limit.
     */
    private static final int ROUGHLY = 512;

    private final Map<Outgoing.Kind, List<TopicLimit>> kinds = new EnumMap<>(Outgoing.Kind.class);
    private final Map<String, TopicLimit> limits;
    private final ResultRouting addresses;
    private final LongSupplier clock;

    private OutputLimits() {
        limits = Map.of();
        addresses = null;
        clock = System::currentTimeMillis;
        for (Outgoing.Kind kind : Outgoing.Kind.values()) {
            kinds.put(kind, List.of());
        }
    }

    /**
     * Creates the limits of one stream's topics.
     *
     * @param sink the stream's sink options
     * @param status a further topic that holds scores and forecasts, or null
     * @param limits the known limits, by topic name; a topic without an entry accepts everything
     * @param clock this machine's clock, milliseconds since the epoch
     */
    public OutputLimits(
            SinkOptions sink, String status, Map<String, TopicLimit> limits, LongSupplier clock) {
        this.limits = Map.copyOf(limits);
        this.clock = clock;
        addresses = new ResultRouting(sink);
        for (Outgoing.Kind kind : Outgoing.Kind.values()) {
            List<TopicLimit> known = new ArrayList<>();
            add(addresses.topic(kind), known);
            if (kind == Outgoing.Kind.SCORE || kind == Outgoing.Kind.FORECAST) {
                add(status, known);
            }
            kinds.put(kind, known);
        }
    }

    private void add(String topic, List<TopicLimit> known) {
        if (topic != null && limits.containsKey(topic)) {
            known.add(limits.get(topic));
        }
    }

    /**
     * Rejects an event if an output topic refuses its Kafka timestamp, which its results also get.
     * The topic's decision depends on the broker's clock at that moment: a replay scores such a
     * record once the clock is near its timestamp.
     *
     * @param in an event, which may become a rejected record; a record that is already rejected is
     *     not changed
     */
    public void judge(Incoming in) {
        if (in.reason != null || limits.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        for (Outgoing.Kind kind : RESULTS) {
            // Internal topics are left out, so that both runtimes reject the same events.
            TopicLimit limit = limits.get(addresses.topic(kind));
            if (limit != null && limit.timeProblem(in.timestamp, now).isPresent()) {
                reject(in, limit.timeProblem(in.timestamp, now).get(), now);
                return;
            }
        }
    }

    private static void reject(Incoming in, String problem, long now) {
        DeadLetterReason reason =
                in.timestamp > now ? DeadLetterReason.TIME_AHEAD : DeadLetterReason.BAD_TIME;
        in.reason = reason.name();
        in.detail = problem;
    }

    /**
     * Checks whether all topics that receive a result accept its size.
     *
     * @param out the result
     * @return what is wrong; empty if the record fits
     */
    public Optional<String> tooLarge(Outgoing out) {
        for (TopicLimit limit : kinds.get(out.kind)) {
            if (roughly(out) > limit.maxBytes()) {
                int bytes =
                        AbstractRecords.estimateSizeInBytesUpperBound(
                                RecordBatch.CURRENT_MAGIC_VALUE,
                                Compression.NONE.type(),
                                out.key,
                                out.value,
                                addresses.headers(out).toArray());
                if (bytes > limit.maxBytes()) {
                    String what = out.kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    return Optional.of(problem("its " + what, bytes, limit));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Checks whether a topic accepts a record's size.
     *
     * @param what the record, for the message
     * @param topic the topic
     * @param key the record's key
     * @param value the record's value
     * @param headers the record's headers
     * @return what is wrong; empty if the record fits
     */
    public Optional<String> tooLarge(
            String what, String topic, byte[] key, byte[] value, Headers headers) {
        TopicLimit limit = limits.get(topic);
        if (limit == null) {
            return Optional.empty();
        }
        int bytes =
                AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        Compression.NONE.type(),
                        key,
                        value,
                        headers.toArray());
        return bytes <= limit.maxBytes()
                ? Optional.empty()
                : Optional.of(problem(what, bytes, limit));
    }

    private static String problem(String what, long bytes, TopicLimit limit) {
        return String.format(
                Locale.ROOT,
                "%s has %d bytes, topic %s takes %d (%s): raise that to %d or more",
                what,
                bytes,
                limit.topic(),
                limit.maxBytes(),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                bytes);
    }

    private static long roughly(Outgoing out) {
        long key = out.key == null ? 0 : out.key.length;
        long headers = (long) out.modelId.length() + (out.group == null ? 0 : out.group.length());
        return key + out.value.length + 3L * headers + ROUGHLY;
    }

    /**
     * Chooses a Kafka timestamp that the dead letters' topic accepts: the record's own; if that is
     * refused, the event's time, so that a replay gives the same one; and if that is not possible,
     * this machine's clock.
     *
     * @param in the record
     * @return milliseconds since the epoch; negative if the record has none
     */
    public long letterTime(Incoming in) {
        long now = clock.getAsLong();
        for (TopicLimit limit : kinds.get(Outgoing.Kind.DEAD_LETTER)) {
            if (limit.timeProblem(in.timestamp, now).isPresent()) {
                long event = Math.floorDiv(in.timeMicros, 1000L);
                return event > 0 && limit.timeProblem(event, now).isEmpty() ? event : now;
            }
        }
        return in.timestamp;
    }

    /**
     * Checks whether every topic, including internal ones, accepts a timestamp.
     *
     * @param millis milliseconds since the epoch
     * @return whether all do
     */
    public boolean takesTime(long millis) {
        long now = clock.getAsLong();
        for (TopicLimit limit : limits.values()) {
            if (limit.timeProblem(millis, now).isPresent()) {
                return false;
            }
        }
        return true;
    }
}
