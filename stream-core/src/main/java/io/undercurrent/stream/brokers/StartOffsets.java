package io.undercurrent.stream.brokers;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a state that was exported or imported ends: the offsets of the events that come next.
 *
 * @param offsets the next offset by topic and partition, written {@code topic-partition}, or a
 *     marker below 0 of the connector where nothing was read yet; empty where the source's own
 *     state or {@code source.start} decides
 */
public record StartOffsets(Map<String, Long> offsets) implements Serializable {
    private static final Pattern ENTRY = Pattern.compile("(.+-\\d{1,9})@(-?\\d{1,18})");

    /** No state says where to begin. */
    public static final StartOffsets NONE = new StartOffsets(Map.of());

    /** Copies the map, sorted. */
    public StartOffsets {
        offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    }

    /**
     * Reads what {@link #entries} gave.
     *
     * @param entries texts {@code topic-partition@offset}
     * @return the offsets
     */
    public static StartOffsets of(Iterable<String> entries) {
        Map<String, Long> offsets = new TreeMap<>();
        for (String entry : entries) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "\"%s\" is no offset: allowed is topic-partition@offset; export the states again",
                                entry));
            }
            offsets.put(parts.group(1), Long.valueOf(parts.group(2)));
        }
        return new StartOffsets(offsets);
    }

    /**
     * The partition that a place names.
     *
     * @param place {@code topic-partition}
     * @return the same as Kafka's clients call it
     */
    public static TopicPartition partition(String place) {
        int at = place.lastIndexOf('-');
        return new TopicPartition(
                place.substring(0, at), Integer.parseInt(place.substring(at + 1)));
    }

    /**
     * The offsets as state and files hold them.
     *
     * @return texts {@code topic-partition@offset}
     */
    public List<String> entries() {
        return offsets.entrySet().stream().map(e -> e.getKey() + "@" + e.getValue()).toList();
    }
}
