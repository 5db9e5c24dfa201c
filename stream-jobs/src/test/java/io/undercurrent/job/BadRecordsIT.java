package io.undercurrent.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a topic holds: one result each, with its reason, and the job lives on. */
class BadRecordsIT {
    private final Wire<Event> wire = new Wire<>(Event.getClassSchema());

    @Test
    void everyBadRecordBecomesADeadLetterWithItsReason(@TempDir Path folder) throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            Stream stream = new Stream(kafka, "bad", 1, folder);
            StreamSpec spec =
                    stream.spec(
                            "bad", "source.max-bytes: 2000", "sink.dead-letter-max-bytes: 1000");
            new BrokerChecks(spec).check();
            try (KafkaProducer<byte[], byte[]> producer = stream.producer(Map.of())) {
                byte[] key = "k".getBytes(UTF_8);
                stream.send(producer, key, event(10, 1.0));
                stream.send(producer, key, null);
                stream.send(producer, key, new byte[] {1, 2, 3});
                stream.send(producer, null, event(11, 2.0));
                stream.send(producer, new byte[] {(byte) 0xff}, event(11, 2.0));
                stream.send(producer, key, event(11, Double.POSITIVE_INFINITY));
                stream.send(producer, key, new byte[3000]);
                stream.send(producer, key, event(7200, 3.0));
                stream.send(producer, key, event(9, 4.0));
                stream.send(producer, key, event(12, null));
                stream.send(producer, key, event(13, Double.NaN));
                stream.send(producer, key, event(14, 5.0));
            }
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
                Outcome outcome = Outcome.read(stream, spec, 12);
                outcome.assertComplete(12);
                check(outcome);
                job.cancel();
            }
        }
    }

    private static void check(Outcome outcome) {
        assertThat(outcome.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactlyInAnyOrder(
                        DeadLetterReason.TOMBSTONE,
                        DeadLetterReason.UNDECODABLE,
                        DeadLetterReason.MISSING_KEY,
                        DeadLetterReason.MISSING_KEY,
                        DeadLetterReason.INFINITE_VALUE,
                        DeadLetterReason.TOO_LARGE,
                        DeadLetterReason.TIME_AHEAD,
                        DeadLetterReason.LATE);
        assertThat(outcome.deadLetters()).allMatch(letter -> !letter.getDetail().isBlank());
        DeadLetter large = letter(outcome, DeadLetterReason.TOO_LARGE);
        assertThat(large.getValue()).isNull();
        assertThat(large.getValueLength()).isEqualTo(3000);
        assertThat(large.getSha256()).hasSize(64);
        DeadLetter broken = letter(outcome, DeadLetterReason.UNDECODABLE);
        assertThat(broken.getValue().array()).containsExactly(1, 2, 3);
        assertThat(broken.getSha256()).isNull();
        List<Score> scores = outcome.scores().get("k");
        assertThat(scores)
                .extracting(Score::getStatus)
                .containsExactly(
                        ScoreStatus.WARMUP,
                        ScoreStatus.MISSING,
                        ScoreStatus.MISSING,
                        ScoreStatus.WARMUP);
        assertThat(scores.get(1).getValues().get(0)).isNull();
    }

    private static DeadLetter letter(Outcome outcome, DeadLetterReason reason) {
        return outcome.deadLetters().stream()
                .filter(letter -> letter.getReason() == reason)
                .findFirst()
                .orElseThrow();
    }

    private byte[] event(int second, Double value) {
        Map<String, Double> values = new HashMap<>();
        values.put("value", value);
        return wire.encode(new Event("k", Stream.START.plus(second, ChronoUnit.SECONDS), values));
    }
}
