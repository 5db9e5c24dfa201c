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
 * The offsets of the next events after a state that was exported or imported.
 *
 * @param offsets the next offset by topic and partition, written {@code topic-partition}; a
 *     negative one is a marker of the connector for a partition that was not read yet; empty if the
 *     source's own state or {@code source.start} decides
 */
public record StartOffsets(Map<String, Long> offsets) implements Serializable {
    private static final Pattern ENTRY = Pattern.compile("(.+-\\d{1,9})@(-?\\d{1,18})");

    /** No state says where to start. */
    public static final StartOffsets NONE = new StartOffsets(Map.of());

    /** Copies the map, sorted. */
    public StartOffsets {
        offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    }

    /**
     * Parses the texts that {@link #entries} returned.
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
     * Parses a partition.
     *
     * @param place {@code topic-partition}
     * @return the partition, as Kafka's clients represent it
     */
    public static TopicPartition partition(String place) {
        int at = place.lastIndexOf('-');
        return new TopicPartition(
                place.substring(0, at), Integer.parseInt(place.substring(at + 1)));
    }

    /**
     * Returns the offsets in the form that state and files store.
     *
     * @return texts {@code topic-partition@offset}
     */
    public List<String> entries() {
        return offsets.entrySet().stream().map(e -> e.getKey() + "@" + e.getValue()).toList();
    }
}
