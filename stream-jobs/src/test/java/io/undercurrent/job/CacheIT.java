package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The write-back cache in the real job: the bytes of all results are those of write-through and of
 * the heap backend, whatever happens.
 */
@Tag("slow")
class CacheIT {
    private static final String[] KEYS =
            IntStream.range(0, 12).mapToObj(i -> "key" + i).toArray(String[]::new);

    /** Three slabs, two of them dirty: nearly every event evicts. */
    private static final String TINY = "cache-size: 115000B, cache-max-dirty: 77000B";

    private static final Map<String, String> UNALIGNED =
            Map.of(
                    "execution.checkpointing.unaligned.enabled", "true",
                    "execution.checkpointing.aligned-checkpoint-timeout", "0 ms");

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
    @Tag("nightly") // four jobs one after another; ScoreOperatorTest compares the same bytes
    void theBytesAreThoseOfWriteThroughAndOfTheHeapWhateverFitsTheCache() throws Exception {
        Stream stream = new Stream(kafka, "fits", 2, folder);
        stream.send(0, 80, KEYS);
        var through = bytes(stream, rocksdb(stream, "through", "cache-size: 0B"), Map.of(), 80);
        // Scores, forecasts, and dead letters, which have keys of their own.
        assertThat(through).hasSizeGreaterThan(2 * KEYS.length);
        assertThat(bytes(stream, stream.spec("fits-heap"), Map.of(), 80)).isEqualTo(through);
        assertThat(bytes(stream, rocksdb(stream, "tiny", TINY), Map.of(), 80)).isEqualTo(through);
        StreamSpec large = rocksdb(stream, "large", "cache-size: 64MiB");
        assertThat(bytes(stream, large, Map.of(), 80)).isEqualTo(through);
    }

    @Test
    @Tag("nightly") // 52 MB of native code for a backend that no option of ours names
    void theCacheWorksBeforeForSt() throws Exception {
        Stream stream = new Stream(kafka, "forst", 2, folder);
        stream.send(0, 80, KEYS);
        Map<String, String> forst =
                Map.of(
                        "state.backend.type", "forst",
                        "state.backend.forst.primary-dir", "local");
        var through = bytes(stream, rocksdb(stream, "forst-not", "cache-size: 0B"), Map.of(), 80);
        assertThat(bytes(stream, rocksdb(stream, "forst-tiny", TINY), forst, 80))
                .isEqualTo(through);
    }

    @Test
    @Tag("nightly") // five jobs one after another
    void rescalingAndUnalignedCheckpointsChangeNothing() throws Exception {
        Stream stream = new Stream(kafka, "rescaled", 2, folder);
        Optional<CheckpointFolder.Found> resume = Optional.empty();
        int sent = 0;
        int[] parallelisms = {1, 4, 2, 3};
        for (int parallelism : parallelisms) {
            StreamSpec spec =
                    stream.spec(
                            "rescaled",
                            String.format(
                                    Locale.ROOT,
                                    "job: {state-backend: rocksdb, jit-warm-up: 0s, parallelism: %d, %s}",
                                    parallelism,
                                    TINY));
            new BrokerChecks(spec).check();
            stream.send(sent, sent + 30, KEYS);
            sent += 30;
            try (JobCluster job = new JobCluster(spec, UNALIGNED, resume)) {
                Outcome.read(stream, spec, sent * KEYS.length).assertComplete(sent * KEYS.length);
                job.stopWithSavepoint();
            }
            resume = CheckpointFolder.newest(spec.checkpoint().folder());
            assertThat(resume.orElseThrow().path()).contains("savepoint-");
        }
        assertThat(CommittedBytes.read(stream, stream.spec("rescaled")))
                .isEqualTo(bytes(stream, stream.spec("rescaled-heap"), Map.of(), sent));
    }

    @Test
    void aCrashedJobResumesFromTheLastCheckpointAsIfNothingHadBeen() throws Exception {
        Stream stream = new Stream(kafka, "crash", 2, folder);
        StreamSpec spec =
                stream.spec(
                        "crash",
                        String.format(
                                Locale.ROOT,
                                "job: {state-backend: rocksdb, parallelism: 2, %s}",
                                TINY));
        new BrokerChecks(spec).check();
        stream.send(0, 40, KEYS);
        try (JobCluster job = new JobCluster(spec, UNALIGNED, Optional.empty())) {
            Outcome.read(stream, spec, 40 * KEYS.length).assertComplete(40 * KEYS.length);
            stream.send(40, 60, KEYS);
            job.crash();
            stream.send(60, 80, KEYS);
            Outcome found = Outcome.read(stream, spec, 80 * KEYS.length);
            found.assertComplete(80 * KEYS.length);
            job.cancel();
        }
        assertThat(CommittedBytes.read(stream, spec))
                .isEqualTo(bytes(stream, stream.spec("crash-heap"), Map.of(), 80));
    }

    private static StreamSpec rocksdb(Stream stream, String name, String more) {
        return stream.spec(
                name, String.format(Locale.ROOT, "job: {state-backend: rocksdb, %s}", more));
    }

    /** What the job commits of so many events of each key. */
    private static Map<String, List<String>> bytes(
            Stream stream, StreamSpec spec, Map<String, String> flink, int events)
            throws Exception {
        new BrokerChecks(spec).check();
        try (JobCluster job = new JobCluster(spec, flink, Optional.empty())) {
            Outcome.read(stream, spec, events * KEYS.length).assertComplete(events * KEYS.length);
            job.cancel();
        }
        return CommittedBytes.read(stream, spec);
    }
}
