package io.undercurrent.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.runtime.StreamRuntime.SavedState;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.run.Embedded;
import io.undercurrent.streams.scoring.SharedModel;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories out of one application's changelog and into another's. */
@Tag("slow")
class ChangelogMoveIT {
    private static final String[] KEYS = {"a", "b", "c"};

    @TempDir Path folder;
    private LocalKafka kafka;
    private Stream stream;

    @BeforeEach
    void start() {
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
        stream = new Stream(kafka, "events", 2, folder);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    private StreamSpec spec(String name, String... more) {
        return Embedded.spec(stream, folder, name, more);
    }

    private CheckedStates export(StreamSpec spec) throws Exception {
        Path file = folder.resolve("states.avro");
        StartOffsets next = new ChangelogExport(spec).run(file, keys -> {});
        CheckedStates states = CheckedStates.check(file);
        assertThat(states.next()).isEqualTo(next);
        return states;
    }

    private static void take(StreamSpec spec, CheckedStates states) throws Exception {
        ChangelogImport changelog = new ChangelogImport(spec, states);
        changelog.check(false);
        changelog.run(new SharedModel(spec).slabBytes(), keys -> {});
    }

    @Test
    void anApplicationResumesWithAnothersKeyStatesWhereTheyEnd() throws Exception {
        stream.send(0, 100, KEYS);
        Embedded.runUntil(stream, spec("one"), 300);
        CheckedStates states = export(spec("one"));
        assertThat(states.keys()).isEqualTo(3);
        assertThat(MovedStates.list(spec("two"))).isEmpty();
        take(spec("two"), states);
        assertThat(MovedStates.list(spec("two")))
                .containsExactly(
                        new SavedState(
                                "two-streams-undercurrent-slabs-changelog",
                                "2 partitions, the source resumes at " + states.next().entries()));
        assertThatThrownBy(() -> take(spec("two"), states))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("holds key states already");
        assertThat(Embedded.check(spec("two"))).isEqualTo(states.next());

        Map<String, java.util.List<String>> before = CommittedBytes.read(stream, spec("one"));
        stream.send(100, 160, KEYS);
        Embedded.runUntil(stream, spec("one"), 480);
        Embedded.runUntil(stream, spec("two"), 180);
        Map<String, java.util.List<String>> whole = CommittedBytes.read(stream, spec("one"));
        CommittedBytes.read(stream, spec("two"))
                .forEach(
                        (key, results) -> {
                            var all = whole.get(key);
                            int known = before.get(key).size();
                            assertThat(results).isEqualTo(all.subList(known, all.size()));
                        });
    }

    @Test
    @Tag("nightly") // as above, but for the topic between
    void keysThatAreFieldsMoveToo() throws Exception {
        String field = "source.key.from: field";
        stream.send(0, 60, KEYS);
        Embedded.runUntil(stream, spec("one", field), 180);
        CheckedStates states = export(spec("one", field));
        take(spec("two", field), states);
        stream.send(60, 80, KEYS);
        Embedded.runUntil(stream, spec("one", field), 240);
        Embedded.runUntil(stream, spec("two", field), 60);
        var whole = CommittedBytes.read(stream, spec("one", field));
        CommittedBytes.read(stream, spec("two", field))
                .forEach(
                        (key, results) ->
                                assertThat(whole.get(key))
                                        .endsWith(results.toArray(String[]::new)));
    }

    @Test
    void whereKeysAreFieldsNoRecordIsTooLargeForTheWay() throws Exception {
        String field = "source.key.from: field";
        StreamSpec spec = spec("one", field, "source.max-bytes: 3MiB");
        byte[] large = new byte[900_000];
        java.util.Arrays.fill(large, (byte) ' ');
        try (KafkaProducer<byte[], byte[]> producer =
                stream.producer(
                        Map.of("compression.type", "gzip", "max.request.size", "9000000"))) {
            producer.send(new ProducerRecord<>("events", bytes("a"), large)).get();
            producer.send(new ProducerRecord<>("events", bytes("a"), new byte[5_000_000])).get();
        }
        stream.send(0, 10, KEYS);
        Embedded.runUntil(stream, spec, 32);
        assertThat(CommittedBytes.read(stream, spec).get("dead letter a")).hasSize(2);
    }

    @Test
    void aTopicWhoseProducersPlaceRecordsOtherwiseIsRefused() throws Exception {
        stream.send(0, 20, KEYS);
        Embedded.runUntil(stream, spec("one"), 60);
        CheckedStates states = export(spec("one"));
        try (KafkaProducer<byte[], byte[]> producer = stream.producer(Map.of())) {
            for (int partition = 0; partition < 2; partition++) {
                var record = new ProducerRecord<>("events", partition, bytes("a"), bytes("x"));
                producer.send(record).get();
            }
        }
        assertThatThrownBy(() -> take(spec("two"), states))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("by Kafka's partitioner");
    }

    @Test
    void nothingIsReadFromWhatIsNotThere() throws Exception {
        assertThatThrownBy(() -> export(spec("nobody")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no changelog nobody-streams-undercurrent-slabs-changelog");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
