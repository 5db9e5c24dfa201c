package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints of earlier builds, one a folder of resources: the operators' uids, the states' names
 * and formats, and the model's numbers have to stay what they were. {@code -Dupdate.savepoint=DIR}
 * writes one of this build.
 */
class GoldenSavepointIT {
    private static final String NEWEST = "savepoint-slab-5";
    private static final String[] KEYS = {"a", "b"};
    private static final String[] MORE = {"model: bundled:tiny"};

    /** What a state of slab format 3 says of its topic. */
    private static final String TOPIC = "cluster=\\S{22} id=\\S{22} topic=golden";

    @TempDir private Path folder;

    @Test
    void aSavepointOfSlabFormat2ResumesWithTheSameBytes() throws Exception {
        goesOn("savepoint-slab-2", "job: {parallelism: 2, jit-warm-up: 0s}", 40, 70);
    }

    @Test
    void aSavepointOfSlabFormat3ResumesWithTheSameBytes() throws Exception {
        goesOn("savepoint-slab-3", "job: {parallelism: 2, jit-warm-up: 0s}", 40, 70);
    }

    /** From the 128th event on the detector knows what is rare. */
    @Test
    void aSavepointOfSlabFormat4ResumesWithTheSameBytes() throws Exception {
        goesOn("savepoint-slab-4", "job: {parallelism: 2, jit-warm-up: 0s}", 200, 240);
    }

    @Test
    void aSavepointOfSlabFormat5ResumesWithTheSameBytes() throws Exception {
        goesOn(NEWEST, "job: {parallelism: 2, jit-warm-up: 0s}", 200, 240);
    }

    @Test
    @Tag("nightly") // the same bytes, and CacheIT restores from RocksDB
    void theyResumeInRocksdbToo() throws Exception {
        goesOn("savepoint-slab-2", "job: {state-backend: rocksdb, jit-warm-up: 0s}", 40, 70);
    }

    private void goesOn(String golden, String job, int before, int all) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            Stream stream = new Stream(kafka, "golden", 1, folder);
            stream.send(0, before, KEYS);
            if (golden.equals(NEWEST)) {
                write(stream, before);
            }
            stream.send(before, all, KEYS);
            StreamSpec spec = stream.spec("resumed", MORE[0], job, "alarm.silence: true");
            new BrokerChecks(spec).check();
            SourceTopic topic;
            String servers = kafka.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                topic = SourceTopic.ask(admin, stream.topic()).orElseThrow();
            }
            copy(golden, folder.resolve("resumed").resolve(golden), topic);
            var resume = CheckpointFolder.newest(spec.checkpoint().folder());
            assertThat(resume).isPresent();
            Outcome resumed = run(stream, spec, resume, KEYS.length * (all - before));
            Outcome whole = run(stream, stream.spec("whole", MORE), KEYS.length * all);
            for (String key : KEYS) {
                List<String> expected = whole.numbers(key);
                int decodable = all - before - all / 50 + before / 50; // every 50th event is not
                assertThat(resumed.numbers(key))
                        .isEqualTo(expected.subList(expected.size() - decodable, expected.size()));
            }
        }
    }

    private static void write(Stream stream, int before) throws Exception {
        String target = System.getProperty("update.savepoint");
        if (target == null) {
            return;
        }
        StreamSpec spec = stream.spec("written", MORE);
        new BrokerChecks(spec).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            Outcome.read(stream, spec, KEYS.length * before);
            Path from = Path.of(java.net.URI.create(job.stopWithSavepoint()));
            Files.createDirectories(Path.of(target));
            try (var files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, Path.of(target).resolve(file.getFileName()));
                }
            }
        }
    }

    private static Outcome run(Stream stream, StreamSpec spec, int n) throws Exception {
        new BrokerChecks(spec).check();
        return run(stream, spec, Optional.empty(), n);
    }

    private static Outcome run(
            Stream stream, StreamSpec spec, Optional<CheckpointFolder.Found> resume, int n)
            throws Exception {
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), resume)) {
            Outcome outcome = Outcome.read(stream, spec, n);
            job.cancel();
            return outcome;
        }
    }

    /**
     * The job claims what it resumes from, so it gets a copy, which says that it was built from
     * this broker's topic: ids of one length, so that nothing else moves.
     */
    private static void copy(String golden, Path to, SourceTopic topic) throws IOException {
        Path from = Path.of("src/test/resources/io/undercurrent/job").resolve(golden);
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                String ours = bytes.replaceAll(TOPIC, topic.toString());
                assertThat(ours).hasSameSizeAs(bytes);
                Path target = to.resolve(file.getFileName());
                Files.writeString(target, ours, StandardCharsets.ISO_8859_1);
            }
        }
    }
}
