package io.undercurrent.demo;

import io.undercurrent.demo.view.Row;
import io.undercurrent.demo.view.View;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.SinkOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the output topics on a thread of its own: once as soon as records are there (for the live
 * view), once when they are committed (for everything that is counted).
 */
final class Results implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    private Results(
            StreamSpec spec,
            String isolation,
            List<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        Properties properties = KafkaClients.properties(spec);
        properties.put("isolation.level", isolation);
        properties.put("fetch.max.wait.ms", "50");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(() -> poll(handler), "results-" + isolation);
        thread.setDaemon(true);
        thread.start();
    }

    static Results uncommitted(StreamSpec spec, Tally tally, View view) {
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        return new Results(
                spec,
                "read_uncommitted",
                List.of(spec.sink().scores()),
                record -> {
                    Score score = decode(wire, record.value());
                    if (!Rehearsal.isKey(score.getKey())) {
                        tally.untilProduced.add(System.currentTimeMillis() - record.timestamp());
                        view.update(row(score));
                    }
                });
    }

    static Results committed(StreamSpec spec, Tally tally) {
        Wire<Score> scores = new Wire<>(Score.getClassSchema());
        Wire<DeadLetter> deadLetters = new Wire<>(DeadLetter.getClassSchema());
        SinkOptions sink = spec.sink();
        return new Results(
                spec,
                "read_committed",
                List.of(sink.scores(), sink.forecasts(), sink.anomalies(), sink.deadLetters()),
                record -> {
                    if (record.topic().equals(sink.scores())) {
                        Score score = decode(scores, record.value());
                        tally.score(score);
                        if (!Rehearsal.isKey(score.getKey())) {
                            tally.untilCommitted.add(
                                    System.currentTimeMillis() - record.timestamp());
                        }
                    } else if (record.topic().equals(sink.forecasts())) {
                        tally.forecast();
                    } else if (record.topic().equals(sink.anomalies())) {
                        tally.anomaly();
                    } else {
                        tally.deadLetter(decode(deadLetters, record.value()).getId());
                    }
                });
    }

    private void poll(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        while (!closed) {
            consumer.poll(Duration.ofMillis(100)).forEach(handler);
        }
        consumer.close();
    }

    private static <T extends SpecificRecord> T decode(Wire<T> wire, byte[] bytes) {
        try {
            return wire.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the job's own output cannot be read", e);
        }
    }

    private static Row row(Score score) {
        return new Row(
                score.getKey(),
                first(score.getValues()),
                first(score.getExpected()),
                first(score.getLower()),
                first(score.getUpper()),
                score.getScore(),
                score.getStatus().name(),
                score.getAlarm());
    }

    private static double first(List<Double> values) {
        Double value = values.get(0);
        return value == null ? Double.NaN : value;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
