package io.undercurrent.cli.train;

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
 * Which offsets of a topic are read. It is kept beside the checkpoint: a resumed training must read
 * the same records, though the topic has grown.
 *
 * @param topic the topic
 * @param parts by partition
 */
record TopicRange(String topic, Map<Integer, Part> parts) {
    private static final String TOPIC = "topic";

    /** Offsets {@code [from, to)}. */
    record Part(long from, long to) {}

    TopicRange {
        parts = new LinkedHashMap<>(new TreeMap<>(parts));
    }

    long records() {
        return parts.values().stream().mapToLong(p -> Math.max(0, p.to() - p.from())).sum();
    }

    void write(Path file) throws IOException {
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

    static TopicRange read(Path file) throws IOException {
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
