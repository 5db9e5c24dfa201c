package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a run has committed so far, read as any reader of read_committed would. */
final class Committed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String deadLetters;
    private final Wire<Score> scoreWire = new Wire<>(Score.getClassSchema());
    private final Wire<DeadLetter> deadWire = new Wire<>(DeadLetter.getClassSchema());
    private final Map<String, List<Score>> scores = new TreeMap<>();
    private final List<String> ids = new ArrayList<>();

    /** Reads the outputs of the given name from their beginning; they exist. */
    Committed(String servers, String name) {
        deadLetters = name + "-dead";
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(name + "-scores", deadLetters)) {
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until there are at least so many results. */
    void await(int atLeast) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ids.size() < atLeast && System.nanoTime() < deadline) {
            poll();
        }
        assertThat(ids.size()).as("committed results").isGreaterThanOrEqualTo(atLeast);
    }

    /** Reads until there are n results, then a little more, and asserts that each came once. */
    Map<String, List<Score>> awaitExactly(int n) throws IOException {
        await(n);
        for (int i = 0; i < 5; i++) {
            poll(); // whatever comes too often shows up in a little more time
        }
        assertThat(ids).hasSize(n);
        assertThat(new HashSet<>(ids)).as("different records among the results").hasSize(n);
        return scores;
    }

    private void poll() throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (record.topic().equals(deadLetters)) {
                ids.add(deadWire.decode(record.value()).getId());
            } else {
                Score score = scoreWire.decode(record.value());
                ids.add(score.getId());
                scores.computeIfAbsent(score.getKey(), key -> new ArrayList<>()).add(score);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
