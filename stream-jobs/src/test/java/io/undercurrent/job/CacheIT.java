package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The write-back cache in the real job: results are those of the heap backend, whatever happens.
 */
class CacheIT {
    private static final String[] KEYS =
            IntStream.range(0, 12).mapToObj(i -> "key" + i).toArray(String[]::new);

    /** Three slabs, two of them dirty: nearly every event evicts. */
    private static final String TINY = "cache-size: 102000B, cache-max-dirty: 68000B";

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
    void theResultsAreThoseOfTheHeapBackendWhateverFitsTheCache() throws Exception {
        Stream stream = new Stream(kafka, "fits", 2, folder);
        stream.send(0, 80, KEYS);
        Outcome heap = scored(stream, stream.spec("fits-heap"));
        for (String cache :
                new String[] {TINY, "batch: 8, " + TINY, "cache-size: 64MiB", "cache-size: 0B"}) {
            StreamSpec spec =
                    stream.spec(
                            "fits-" + cache.replaceAll("[^a-z0-9]", ""),
                            "job: {state-backend: rocksdb, %s}".formatted(cache));
            assertThat(scored(stream, spec).scores()).as(cache).isEqualTo(heap.scores());
        }
    }

    @Test
    @Tag("slow") // five jobs one after another
    void rescalingAndUnalignedCheckpointsChangeNothing() throws Exception {
        Stream stream = new Stream(kafka, "rescaled", 2, folder);
        Optional<CheckpointFolder.Found> resume = Optional.empty();
        int sent = 0;
        int[] parallelisms = {1, 4, 2, 3};
        for (int parallelism : parallelisms) {
            StreamSpec spec =
                    stream.spec(
                            "rescaled",
                            "job: {state-backend: rocksdb, jit-warm-up: 0s, parallelism: %d, %s}"
                                    .formatted(parallelism, TINY));
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
        Outcome found = Outcome.read(stream, stream.spec("rescaled"), sent * KEYS.length);
        Outcome heap = scored(stream, stream.spec("rescaled-heap"), sent);
        assertThat(found.scores()).isEqualTo(heap.scores());
    }

    @Test
    void aCrashGoesOnFromTheLastCheckpointAsIfNothingHadBeen() throws Exception {
        Stream stream = new Stream(kafka, "crash", 2, folder);
        StreamSpec spec =
                stream.spec(
                        "crash",
                        "job: {state-backend: rocksdb, parallelism: 2, %s}".formatted(TINY));
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
            Outcome heap = scored(stream, stream.spec("crash-heap"));
            assertThat(found.scores()).isEqualTo(heap.scores());
        }
    }

    private static Outcome scored(Stream stream, StreamSpec spec) throws Exception {
        return scored(stream, spec, 80);
    }

    private static Outcome scored(Stream stream, StreamSpec spec, int events) throws Exception {
        new BrokerChecks(spec).check();
        try (JobCluster job = new JobCluster(spec, Map.of(), Optional.empty())) {
            Outcome outcome = Outcome.read(stream, spec, events * KEYS.length);
            outcome.assertComplete(events * KEYS.length);
            job.cancel();
            return outcome;
        }
    }
}
