package io.undercurrent.demo;

import io.undercurrent.demo.view.Row;
import io.undercurrent.demo.view.View;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.results.ResultReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the output topics on its own thread. One instance reads records as soon as they are written
 * (for the live view), another one when they are committed (for everything that is counted).
 */
final class Results implements AutoCloseable {
    private final CommittedReader reader;
    private final Thread thread;
    private volatile boolean closed;

    private Results(
            StreamSpec spec,
            Isolation isolation,
            List<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        Properties properties = KafkaClients.properties(spec);
        properties.put("fetch.max.wait.ms", "50");
        reader = new CommittedReader(properties, isolation);
        reader.begin(topics);
        thread = new Thread(() -> poll(handler), "results-" + isolation);
        thread.setDaemon(true);
        thread.start();
    }

    static Results uncommitted(StreamSpec spec, Tally tally, View view) {
        ResultReader results = new ResultReader(spec);
        return new Results(
                spec,
                Isolation.READ_UNCOMMITTED,
                List.of(spec.sink().scores()),
                record -> {
                    Score score = decoded(() -> results.score(record.value()));
                    if (!Rehearsal.isKey(score.getKey())) {
                        if (tally.isStreaming()) {
                            tally.untilProduced.add(
                                    System.currentTimeMillis() - record.timestamp());
                        }
                        view.update(row(score));
                    }
                });
    }

    static Results committed(StreamSpec spec, Tally tally) {
        ResultReader results = new ResultReader(spec);
        return new Results(
                spec,
                Isolation.READ_COMMITTED,
                results.topics(),
                record -> {
                    switch (results.kind(record.topic())) {
                        case SCORE -> {
                            Score score = decoded(() -> results.score(record.value()));
                            tally.score(score);
                            if (tally.isStreaming() && !Rehearsal.isKey(score.getKey())) {
                                tally.untilCommitted.add(
                                        System.currentTimeMillis() - record.timestamp());
                            }
                        }
                        case FORECAST -> tally.forecast();
                        case ANOMALY -> tally.anomaly();
                        case DEAD_LETTER ->
                                tally.deadLetter(
                                        decoded(() -> results.deadLetter(record.value())).getId());
                        case EPISODE -> {
                            // Its start is counted as an anomaly.
                        }
                    }
                });
    }

    private void poll(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        try (reader) {
            while (!closed) {
                reader.consumer().poll(Duration.ofMillis(100)).forEach(handler);
            }
        }
    }

    /** Decodes a record. */
    @FunctionalInterface
    private interface Decoding<T> {
        T decode() throws IOException;
    }

    private static <T> T decoded(Decoding<T> decoding) {
        try {
            return decoding.decode();
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
