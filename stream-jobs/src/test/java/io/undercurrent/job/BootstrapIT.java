package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.job.embedded.SavepointBuilder;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that no job has run up: of a topic's history, and moved through a file. */
class BootstrapIT {
    private static final String[] KEYS = {"a", "b", "c"};

    /** More than a chunked pass takes at once, and than the ring holds. */
    private static final int HISTORY = 300;

    private static final int ALL = 360;

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
    @Tag("slow")
    void aJobGoesOnAsIfItHadStreamedTheHistory() throws Exception {
        asIfStreamed("model: bundled:universal\njob: {parallelism: 2, state-backend: rocksdb}");
    }

    /**
     * On the heap, and with a model whose forecasts leave traces in a slab; {@link
     * BootstrapOperatorTest} compares such slabs on the operator.
     */
    @Test
    @Tag("nightly")
    void soDoesASeededModelOnTheHeap() throws Exception {
        asIfStreamed("model: bundled:tiny\njob.parallelism: 2");
    }

    private static void asIfStreamed(String more) throws Exception {
        String name = "history" + more.length();
        Stream stream = new Stream(kafka, name, 3, folder);
        stream.send(0, HISTORY, KEYS);
        StreamSpec streamed = stream.spec(name + "-streamed", more);
        StreamSpec built = stream.spec(name + "-built", more);
        new BrokerChecks(streamed).check();
        new BrokerChecks(built).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(streamed), Optional.empty())) {
            Outcome.read(stream, streamed, KEYS.length * HISTORY).assertComplete(900);
            job.stopWithSavepoint();
        }
        List<Long> seen = new ArrayList<>();
        SavepointBuilder maker =
                new SavepointBuilder(
                        built, counts -> seen.add(counts.getOrDefault(Counts.RECORDS, 0L)));
        SavepointBuilder.Made made = maker.bootstrap(built.schemas(), HistoryRange.find(built));
        assertThat(made.counts())
                .containsEntry(Counts.RECORDS, 900L)
                .containsEntry(Counts.KEYS, 3L)
                .containsEntry(Counts.DEAD_LETTERS, 18L);
        assertThat(seen).isNotEmpty().isSorted();
        Map<String, String> expected = slabs(newest(streamed));
        assertThat(expected).containsOnlyKeys(KEYS);
        assertThat(slabs(made.savepoint())).isEqualTo(expected);

        stream.send(HISTORY, ALL, KEYS);
        int more60 = KEYS.length * (ALL - HISTORY);
        Outcome.read(stream, built, 0).assertComplete(0);
        goOn(stream, built, more60);
        goOn(stream, streamed, 900 + more60);
        Map<String, List<String>> after = CommittedBytes.read(stream, built);
        Map<String, List<String>> all = CommittedBytes.read(stream, streamed);
        assertThat(after.keySet()).contains("score a", "forecast b");
        for (String kind : after.keySet()) {
            List<String> whole = all.get(kind);
            List<String> tail = after.get(kind);
            assertThat(tail).isEqualTo(whole.subList(whole.size() - tail.size(), whole.size()));
        }
    }

    @Test
    @Tag("slow")
    void keyStatesMoveThroughAFileWithTheirSourceOffsets() throws Exception {
        Stream stream = new Stream(kafka, "moved", 2, folder);
        stream.send(0, HISTORY, KEYS);
        StreamSpec whole = stream.spec("whole");
        scored(stream, whole, 900);
        stream.send(HISTORY, ALL, KEYS);
        Path file = folder.resolve("moved.avro");
        export(newest(whole), file);
        CheckedStates state = CheckedStates.check(file);
        assertThat(state.keys()).isEqualTo(3);

        StreamSpec moved = stream.spec("moved", "job: {parallelism: 2, state-backend: rocksdb}");
        new BrokerChecks(moved).check();
        SavepointBuilder.Made made = new SavepointBuilder(moved, counts -> {}).take(state);
        SavedJob saved = SavedJob.open(made.savepoint());
        assertThat(saved.startOffsets()).isEqualTo(SavedJob.open(newest(whole)).nextOffsets());
        assertThat(slabs(made.savepoint())).isEqualTo(slabs(newest(whole)));

        refusesToStartElsewhere(moved);
        goOn(stream, moved, 180);
        goOn(stream, whole, 1080);
        assertThat(SavedJob.open(newest(moved)).nextOffsets())
                .as("the source's own state counts")
                .isEqualTo(SavedJob.open(newest(whole)).nextOffsets());
        Outcome.read(stream, moved, 180).assertComplete(180);
        Outcome undisturbed = Outcome.read(stream, whole, 1080);
        for (String key : KEYS) {
            List<String> expected = undisturbed.numbers(key);
            List<String> actual = Outcome.read(stream, moved, 180).numbers(key);
            assertThat(actual)
                    .isEqualTo(expected.subList(expected.size() - actual.size(), expected.size()));
        }
    }

    /** As another way to start it would: the offsets in the state were not told to the source. */
    private static void refusesToStartElsewhere(StreamSpec spec) throws Exception {
        Optional<CheckpointFolder.Found> resume = Optional.of(found(spec));
        try (JobCluster cluster = new JobCluster(spec, Map.of(), resume)) {
            assertThat(cluster.failure())
                    .contains("StartOffsetsException")
                    .contains("the restored state ends at [moved-0@", "told to begin at []");
        }
    }

    @Test
    void recordsThatWereDeletedUnreadAreNamed() throws Exception {
        Stream stream = new Stream(kafka, "deleted", 1, folder);
        stream.send(0, 20, "a");
        StreamSpec spec = stream.spec("deleted");
        scored(stream, spec, 20);
        StartOffsets next = SavedJob.open(newest(spec)).nextOffsets();
        assertThat(next.entries()).containsExactly("deleted-0@20");
        UnreadRecords.check(spec, next, false);
        stream.send(20, 30, "a");
        TopicPartition partition = new TopicPartition("deleted", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(25))).all().get();
        }
        UnreadRecords.check(spec, next, true);
        assertThatThrownBy(() -> UnreadRecords.check(spec, next, false))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("resumes at offset 20 of partition 0")
                .hasMessageContaining("the broker's oldest is 25: 5 records were deleted unread");
    }

    @Test
    void anotherTopicIsRefusedWhateverIsAccepted() {
        StreamSpec spec = new Stream(kafka, "this", 1, folder).spec("this");
        StartOffsets next = StartOffsets.of(List.of("that-0@3"));
        assertThatThrownBy(() -> UnreadRecords.check(spec, next, true))
                .hasMessageContaining("source.topic = this: the state belongs to topic that");
    }

    /** Behind a transaction's last record its marker takes an offset that no reader sees. */
    @Test
    void theLastRecordIsFoundBeforeMarkers() throws Exception {
        Stream stream = new Stream(kafka, "markers", 2, folder);
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "transactional.id",
                        "markers",
                        "key.serializer",
                        ByteArraySerializer.class.getName(),
                        "value.serializer",
                        ByteArraySerializer.class.getName());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
            producer.initTransactions();
            for (boolean commit : new boolean[] {true, false, true, false, false}) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("markers", 0, null, new byte[] {1})).get();
                if (commit) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
        HistoryRange range = HistoryRange.find(stream.spec("markers"));
        assertThat(range.last()).containsExactly(Map.entry("markers-0", 4L));
        assertThat(range.records()).isEqualTo(10);
        StreamSpec later = stream.spec("later", "source.start: 2030-01-01T00:00:00Z");
        assertThat(HistoryRange.find(later).last()).isEmpty();
        StreamSpec latest = stream.spec("latest", "source.start: latest");
        assertThatThrownBy(() -> HistoryRange.find(latest))
                .hasMessageContaining("source.start = latest: leaves no history");
    }

    /** Incremental files of RocksDB and the heap's own format, where no savepoint was taken. */
    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void checkpointsAreReadToo(String backend) throws Exception {
        Stream stream = new Stream(kafka, "read-" + backend, 1, folder);
        stream.send(0, 40, KEYS);
        StreamSpec spec =
                stream.spec(
                        "read-" + backend,
                        String.format(
                                Locale.ROOT,
                                "job: {expire-after: 1d, state-backend: %s}",
                                backend));
        new BrokerChecks(spec).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            Outcome.read(stream, spec, 120).assertComplete(120);
            job.cancel();
        }
        assertThat(newest(spec)).contains("chk-");
        assertThat(slabs(newest(spec))).containsOnlyKeys(KEYS);
        assertThat(SavedJob.open(newest(spec)).nextOffsets().entries())
                .containsExactly(String.format(Locale.ROOT, "read-%s-0@120", backend));
        for (String key : KEYS) {
            try (CloseableIterator<KeySlab> one = SavedJob.open(newest(spec)).slabs(key)) {
                assertThat(one.next().key).isEqualTo(key);
                assertThat(one.hasNext()).isFalse();
            }
        }
    }

    /** Records above Flink's usual batch of results, and a partition that was never read. */
    @Test
    @Tag("slow")
    void largeSlabsAndUnreadPartitionsMove() throws Exception {
        Path file = folder.resolve("large.avro");
        byte[] slab = SlabCodec.encode(SlabCodec.blank(3_000_024));
        StartOffsets next = StartOffsets.of(List.of("large-0@0", "large-1@-2"));
        String model = "m@1 sha256=2 channels=1 covariates=0 horizon=4 quantiles=[0.5] bytes=3";
        try (var out = new KeyStateFile.Writer(file, model, next)) {
            out.add("k", slab);
            out.complete();
        }
        StreamSpec spec = new Stream(kafka, "large", 3, folder).spec("large");
        SavepointBuilder.Made made =
                new SavepointBuilder(spec, counts -> {}).take(CheckedStates.check(file));
        assertThat(slabs(made.savepoint())).containsOnlyKeys("k");
        assertThat(SavedJob.open(made.savepoint()).nextOffsets()).isEqualTo(next);
        SourceStart start = new SourceStart(spec.source().start(), next, false);
        List<TopicPartition> partitions = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            partitions.add(new TopicPartition("large", p));
        }
        assertThat(start.getPartitionOffsets(partitions, null))
                .as("nobody's committed offsets are asked for")
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                partitions.get(0),
                                0L,
                                partitions.get(1),
                                -2L,
                                partitions.get(2),
                                -2L));
    }

    private static void scored(Stream stream, StreamSpec spec, int n) throws Exception {
        new BrokerChecks(spec).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            Outcome.read(stream, spec, n).assertComplete(n);
            job.stopWithSavepoint();
        }
    }

    private static void goOn(Stream stream, StreamSpec spec, int n) throws Exception {
        try (EmbeddedJob job =
                EmbeddedJob.start(ResolvedStream.of(spec), Optional.of(found(spec)))) {
            Outcome.read(stream, spec, n).assertComplete(n);
            job.stopWithSavepoint();
        }
    }

    private static CheckpointFolder.Found found(StreamSpec spec) throws Exception {
        return CheckpointFolder.newest(spec.checkpoint().folder()).orElseThrow();
    }

    private static String newest(StreamSpec spec) throws Exception {
        return found(spec).path();
    }

    private static void export(String savepoint, Path file) throws Exception {
        SavedJob saved = SavedJob.open(savepoint);
        try (var out = new KeyStateFile.Writer(file, saved.model(), saved.nextOffsets());
                CloseableIterator<KeySlab> slabs = saved.slabs()) {
            while (slabs.hasNext()) {
                KeySlab slab = slabs.next();
                out.add(slab.key, slab.slab);
            }
            out.complete();
        }
    }

    private static Map<String, String> slabs(String savepoint) throws Exception {
        Map<String, String> found = new TreeMap<>();
        try (CloseableIterator<KeySlab> slabs = SavedJob.open(savepoint).slabs()) {
            slabs.forEachRemaining(s -> found.put(s.key, HexFormat.of().formatHex(s.slab)));
        }
        assertThat(found.keySet()).as(Arrays.toString(KEYS)).isNotEmpty();
        return found;
    }
}
