package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.cli.Main;
import io.undercurrent.cli.ProgramLib;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeScope;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flink and Kafka Streams beside each other on one recorded topic, each as {@code run} in a JVM of
 * its own: the same committed bytes of every key, also after memories moved from one to the other.
 */
@Tag("slow")
class RuntimesIT {
    private static final String[] KEYS = {"a", "b", "c", "d", "e"};
    private static final int CUT = 170;
    private static final int END = 260;
    private static final String[] COMMON = {
        "model: \"bundled:tiny\"",
        "job.jit-warm-up: 0s",
        "job.expire-after: 60s",
        "episodes.quiet: 10s",
        "episodes.group.pattern: ^(.*)$"
    };

    @TempDir Path folder;
    private Stream stream;
    private String servers;
    private int sent;

    @Test
    void oneTopicGivesTheSameBytesInBothAndKeyStatesMoveBothWays() throws Exception {
        // Events of the past would be deleted half a minute after the broker's start.
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            stream = new Stream(kafka, "events", 3, folder);
            servers = kafka.bootstrapServers();
            record(0, CUT);
            Map<String, List<String>> flink = runFlink("flink");
            Map<String, List<String>> streams = runStreams("streams");
            assertThat(flink).hasSizeGreaterThan(15);
            assertThat(streams).isEqualTo(flink);

            String fromFlink = folder.resolve("flink.avro").toString();
            String fromStreams = folder.resolve("streams.avro").toString();
            String checkpoints = folder.resolve("flink").toString();
            assertThat(Cli.run("", "state", "export", "--from", checkpoints, "--out", fromFlink))
                    .satisfies(run -> assertThat(run.status()).as(run.toString()).isZero());
            streams("state", "export", "--config", yaml("streams"), "--out", fromStreams);
            String ofFlink = forecast("--from", checkpoints);
            assertThat(ofFlink.lines()).hasSize(1 + 4);
            assertThat(forecast("--state", fromFlink)).isEqualTo(ofFlink);
            assertThat(forecast("--state", fromStreams)).isEqualTo(ofFlink);
            assertThat(streams("state", "import", fromFlink, "--config", yaml("to-streams")))
                    .contains(
                            "7 keys -> the changelog of to-streams-streams",
                            "run resumes at [events-0@");
            assertThat(Cli.run("", "state", "import", fromStreams, "--config", yaml("to-flink")))
                    .satisfies(run -> assertThat(run.status()).as(run.toString()).isZero());

            int before = sent;
            record(CUT, END);
            Map<String, List<String>> whole = runFlink("flink");
            assertThat(runStreams("streams")).isEqualTo(whole);
            Map<String, List<String>> after = after(whole, flink);
            sent -= before;
            assertThat(runStreams("to-streams")).isEqualTo(after);
            assertThat(runFlink("to-flink")).isEqualTo(after);

            assertThat(flink.get("episode b")).as("open when its state moves").hasSize(1);
            assertThat(whole.get("episode b")).as("two began and ended").hasSizeGreaterThan(3);
            List<String> groups = alarms("flink");
            assertThat(groups).hasSizeGreaterThan(3);
            assertThat(alarms("streams")).isEqualTo(groups);
        }
    }

    /** A key's forecast from its saved state. */
    private String forecast(String from, String state) throws Exception {
        Cli run = Cli.run("", "forecast", from, state, "--key", "c", "--config", yaml("flink"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).as("not rebuilt").doesNotContain("rebuilt");
        return run.out();
    }

    /**
     * Ordinary events, late ones, a key that stays away and one that comes back too late; and one
     * whose clock is wrong just before the cut, which late events before and after it give back.
     */
    private void record(int from, int to) throws Exception {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        try (var producer = stream.producer(Map.of())) {
            for (int i = from; i < to; i++) {
                stream.send(producer, i, null, KEYS);
                sent += KEYS.length;
                if (i == 150 || i == 151 || i == 215) {
                    Instant time = Stream.START.plusSeconds(i).plusMillis(500);
                    raw(producer, "b", wire.encode(new Event("b", time, Map.of("value", 500.0))));
                }
                if (i == CUT - 2) {
                    raw(producer, "a", wire.encode(Stream.event("a", i + 50)));
                }
                if (i % 40 == 20) {
                    raw(producer, "a", wire.encode(Stream.event("a", i - 10)));
                    raw(producer, "away", wire.encode(Stream.event("away", i)));
                    raw(producer, "seldom", wire.encode(Stream.event("seldom", i * 2)));
                }
            }
        }
    }

    private void raw(
            org.apache.kafka.clients.producer.KafkaProducer<byte[], byte[]> producer,
            String key,
            byte[] value) {
        stream.send(producer, key.getBytes(StandardCharsets.UTF_8), value);
        sent++;
    }

    private String yaml(String name) throws Exception {
        List<String> more = new ArrayList<>(List.of(COMMON));
        more.add("source.group-id: " + name);
        more.add("streams.http: none");
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, stream.text(name, more.toArray(String[]::new)));
        return file.toString();
    }

    private Map<String, List<String>> runFlink(String name) throws Exception {
        StreamSpec spec = stream.spec(name, COMMON);
        try (Child job = Child.start(folder, "run", yaml(name))) {
            job.awaitLine("running: ");
            awaitAll(spec, job::output);
            job.terminate();
            assertThat(job.status()).as(job.output()).isZero();
        }
        return CommittedBytes.read(stream, spec);
    }

    private Map<String, List<String>> runStreams(String name) throws Exception {
        StreamSpec spec = stream.spec(name, COMMON);
        try (ChildJvm job = child("run", yaml(name))) {
            Patience.await("run", () -> job.text().contains("running: ") || !job.isAlive());
            awaitAll(spec, job::tail);
            job.terminate();
            job.output();
        }
        return CommittedBytes.read(stream, spec);
    }

    /** The episodes of groups that {@code alarms} makes of a runtime's results. */
    private List<String> alarms(String name) throws Exception {
        try (ChildJvm job = child("alarms", yaml(name))) {
            Patience.await("alarms", () -> job.text().contains("running: ") || !job.isAlive());
            String topic = name + "-episodes";
            Patience.await(
                    "all results to be read",
                    () -> {
                        assertThat(job.isAlive()).as(job::tail).isTrue();
                        String between = name + "-alarms-undercurrent-by-group-repartition";
                        return isRead(name, topic, between);
                    });
            job.terminate();
            job.output();
            return stream.committed(4, topic).stream()
                    .filter(record -> scope(record.value()) == EpisodeScope.GROUP)
                    .map(
                            record ->
                                    record.timestamp()
                                            + " "
                                            + new String(record.key(), StandardCharsets.UTF_8)
                                            + " "
                                            + HexFormat.of().formatHex(record.value()))
                    .sorted()
                    .toList();
        }
    }

    private static EpisodeScope scope(byte[] value) {
        try {
            return new Wire<Episode>(Episode.getClassSchema()).decode(value).getScope();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the alarms' group has read topics to their ends, but for a transaction's marker. */
    private boolean isRead(String name, String... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
                var consumer = stream.consumer("read_uncommitted", topics)) {
            var committed =
                    admin.listConsumerGroupOffsets(name + "-alarms")
                            .partitionsToOffsetAndMetadata()
                            .get();
            return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                    .allMatch(
                            end ->
                                    end.getValue() == 0
                                            || (committed.get(end.getKey()) != null
                                                    && committed.get(end.getKey()).offset()
                                                            >= end.getValue() - 1));
        }
    }

    private void awaitAll(StreamSpec spec, java.util.function.Supplier<String> story) {
        try (CommittedCount committed = new CommittedCount(stream, spec)) {
            committed.await(sent, story);
        }
    }

    private String streams(String... args) throws Exception {
        try (ChildJvm command = child(args)) {
            return command.output();
        }
    }

    private ChildJvm child(String... args) {
        List<String> all = new ArrayList<>();
        all.add(Main.class.getName());
        all.addAll(List.of(args));
        if (!args[0].equals("alarms")) {
            all.addAll(List.of("--runtime", "kafka-streams"));
        }
        return ChildJvm.start(
                "streams-" + args[0] + "-" + System.nanoTime(),
                folder,
                Map.of("UNDERCURRENT_LOG", "warn"),
                ProgramLib.jvmArgs("kafka-streams"),
                all.toArray(String[]::new));
    }

    /** What came after: of each key the results behind those that were there before. */
    private static Map<String, List<String>> after(
            Map<String, List<String>> whole, Map<String, List<String>> before) {
        Map<String, List<String>> after = new TreeMap<>();
        whole.forEach(
                (key, results) -> {
                    int known = before.getOrDefault(key, List.of()).size();
                    if (known < results.size()) {
                        after.put(key, results.subList(known, results.size()));
                    }
                });
        return after;
    }
}
