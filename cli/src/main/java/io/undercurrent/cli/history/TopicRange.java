package io.undercurrent.cli.history;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The offsets of a topic that a training reads. They are stored next to the checkpoint, because a
 * resumed training must read the same records although the topic has grown.
 *
 * @param topic the topic
 * @param parts offsets by partition
 */
public record TopicRange(String topic, Map<Integer, Part> parts) {
    private static final String TOPIC = "topic";

    /** Offsets {@code [from, to)}. */
    public record Part(long from, long to) {}

    /** Sorts the partitions. */
    public TopicRange {
        parts = new LinkedHashMap<>(new TreeMap<>(parts));
    }

    /** The most records that the range can hold. */
    long records() {
        return parts.values().stream().mapToLong(p -> Math.max(0, p.to() - p.from())).sum();
    }

    /** Writes the range to a file. */
    public void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(TOPIC, topic);
        parts.forEach(
                (partition, part) ->
                        properties.setProperty(
                                String.valueOf(partition), part.from() + " " + part.to()));
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, "offsets that the interrupted training reads");
        }
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it cannot be read or holds no range
     */
    public static TopicRange read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Map<Integer, Part> parts = new TreeMap<>();
        try {
            for (String name : properties.stringPropertyNames()) {
                if (!name.equals(TOPIC)) {
                    String[] numbers = properties.getProperty(name).split(" ", 2);
                    parts.put(
                            Integer.valueOf(name),
                            new Part(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
                }
            }
            return new TopicRange(properties.getProperty(TOPIC), parts);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + ": no range of offsets: " + e.getMessage(), e);
        }
    }
}
