package io.undercurrent.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.trial.Stream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expiry by event time in the real job. */
@Tag("slow")
class ExpiryIT {
    private static final String ROCKSDB =
            "job: {state-backend: rocksdb, cache-size: 115000B, cache-max-dirty: 77000B, %s}";

    private static final long SLAB_BYTES = 35_632;
    private static final String[] GONE =
            IntStream.range(0, 20).mapToObj(i -> "gone" + i).toArray(String[]::new);

    @TempDir static Path folder;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aKeyThatStayedAwayStartsWithoutStateWhetherItsOldOneWasFreedOrNot() throws Exception {
        Stream stream = new Stream(kafka, "away", 1, folder);
        send(stream, 0, 60, "away", "here");
        send(stream, 60, 600, "here"); // "away" is due at 60 + 2 * 200 seconds
        send(stream, 600, 660, "away", "here");
        String expire = "expire-after: 200s";
        StreamSpec heap = stream.spec("away-heap", String.format(Locale.ROOT, "job: {%s}", expire));
        Outcome outcome = scored(stream, heap, 780);
        // A warm-up of 40 events begins twice for the one, once for the other.
        assertThat(warmUps(outcome, "away")).isEqualTo(80);
        assertThat(warmUps(outcome, "here")).isEqualTo(40);
        // The memory of the first 60 events tells nothing: these are the numbers of a new key.
        Stream alone = new Stream(kafka, "alone", 1, folder);
        send(alone, 600, 660, "away");
        List<String> fresh = scored(alone, alone.spec("alone"), 60).numbers("away");
        assertThat(outcome.numbers("away").subList(60, 120)).isEqualTo(fresh);
        StreamSpec rocksdb =
                stream.spec("away-rocksdb", String.format(Locale.ROOT, ROCKSDB, expire));
        assertThat(scored(stream, rocksdb, 780).scores()).isEqualTo(outcome.scores());
        // At 300 s the slab is not freed when its key comes back, 540 s on, only expired.
        StreamSpec later =
                stream.spec(
                        "away-later", String.format(Locale.ROOT, ROCKSDB, "expire-after: 300s"));
        assertThat(scored(stream, later, 780).scores()).isEqualTo(outcome.scores());
    }

    @Test
    void aShortAbsenceAndAnEventFromTheFutureForgetNothing() throws Exception {
        Stream stream = new Stream(kafka, "short", 1, folder);
        send(stream, 0, 60, "a", "b");
        send(stream, 3_000, 3_001, "ahead"); // 49 minutes before its time
        send(stream, 100, 160, "a", "b");
        Outcome forever = scored(stream, stream.spec("short-forever"), 241);
        StreamSpec expiring = stream.spec("short-expiring", "job: {expire-after: 41s}");
        assertThat(scored(stream, expiring, 241).scores()).isEqualTo(forever.scores());
        StreamSpec sooner = stream.spec("short-sooner", "job: {expire-after: 40s}");
        assertThat(warmUps(scored(stream, sooner, 241), "a")).isEqualTo(80);
    }

    @Test
    void aJobThatRanWithoutExpiryGetsItAndFreesMemoryWithItsNextStart() throws Exception {
        Stream stream = new Stream(kafka, "later", 1, folder);
        send(stream, 0, 1, GONE);
        send(stream, 0, 60, "away", "here");
        StreamSpec without =
                stream.spec("later", String.format(Locale.ROOT, ROCKSDB, "parallelism: 2"));
        new BrokerChecks(without).check();
        try (JobCluster job = new JobCluster(without, Map.of(), Optional.empty())) {
            Outcome.read(stream, without, 140).assertComplete(140);
            job.stopWithSavepoint();
        }
        assertThat(newestBytes(without)).isGreaterThan(22 * SLAB_BYTES);
        send(stream, 60, 600, "here");
        send(stream, 600, 660, "away", "here");
        StreamSpec with =
                stream.spec(
                        "later",
                        String.format(Locale.ROOT, ROCKSDB, "parallelism: 1, expire-after: 200s"));
        Optional<CheckpointFolder.Found> resume =
                CheckpointFolder.newest(with.checkpoint().folder());
        try (JobCluster job = new JobCluster(with, Map.of(), resume)) {
            Outcome outcome = Outcome.read(stream, with, 800);
            outcome.assertComplete(800);
            assertThat(warmUps(outcome, "away")).isEqualTo(80);
            assertThat(warmUps(outcome, "here")).isEqualTo(40);
            job.stopWithSavepoint();
        }
        assertThat(newestBytes(with)).isBetween(2 * SLAB_BYTES, 3 * SLAB_BYTES);
    }

    /** The size of the newest savepoint, in bytes. */
    private static long newestBytes(StreamSpec spec) throws Exception {
        String path = CheckpointFolder.newest(spec.checkpoint().folder()).orElseThrow().path();
        assertThat(path).contains("savepoint-");
        try (var files = Files.walk(Path.of(URI.create(path)))) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static long warmUps(Outcome outcome, String key) {
        return outcome.scores().get(key).stream()
                .map(Score::getStatus)
                .filter(ScoreStatus.WARMUP::equals)
                .count();
    }

    /**
     * One event a second of each key; the record's timestamp is the event's time, or for {@code
     * ahead} START.
     */
    private static void send(Stream stream, int from, int to, String... keys) {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        try (var producer = stream.producer(Map.of())) {
            IntStream.range(from, to)
                    .forEach(
                            n -> {
                                for (String key : keys) {
                                    Event event = Stream.event(key, n);
                                    Instant stamp =
                                            key.equals("ahead") ? Stream.START : event.getTime();
                                    var unused =
                                            producer.send(
                                                    new ProducerRecord<>(
                                                            stream.topic(),
                                                            null,
                                                            stamp.toEpochMilli(),
                                                            key.getBytes(UTF_8),
                                                            wire.encode(event)));
                                }
                            });
        }
    }

    private static Outcome scored(Stream stream, StreamSpec spec, int n) throws Exception {
        new BrokerChecks(spec).check();
        try (JobCluster job = new JobCluster(spec, Map.of(), Optional.empty())) {
            Outcome outcome = Outcome.read(stream, spec, n);
            outcome.assertComplete(n);
            job.cancel();
            return outcome;
        }
    }
}
