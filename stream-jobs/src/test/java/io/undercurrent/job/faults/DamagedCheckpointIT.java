package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.CheckpointFolder.Found;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Audit;
import io.undercurrent.stream.trial.CommittedBytes;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint whose files were damaged: the job says so, names the file where it can and the
 * checkpoint to restart from, and from there every event comes out.
 */
@Tag("slow")
class DamagedCheckpointIT {
    private static final String[] KEYS = {"a", "b", "c"};
    private static final int BEFORE = 60;
    private static final int ALL = 80;

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
    void aMissingATruncatedAndAFlippedFileAreEachSaidAndTheOneBeforeServes() throws Exception {
        damagedEachWay("heap", "hashmap", false);
    }

    @Test
    @Tag("nightly") // five jobs one after another; the heap's files are damaged in CI
    void onRocksdbToo() throws Exception {
        damagedEachWay("rocks", "rocksdb", true);
    }

    private void damagedEachWay(String name, String backend, boolean atSavepoint) throws Exception {
        Stream stream = new Stream(kafka, name, 2, folder);
        String job =
                String.format(Locale.ROOT, "job: {jit-warm-up: 0s, state-backend: %s}", backend);
        StreamSpec spec = stream.spec(name, job);
        new BrokerChecks(spec).check();
        stream.send(0, BEFORE, KEYS);
        String savepoint;
        try (EmbeddedJob running = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            await(stream, spec, BEFORE);
            savepoint = running.stopWithSavepoint();
        }
        Found older = CheckpointFolder.at(savepoint);
        stream.send(BEFORE, ALL, KEYS);
        // A checkpoint of its own files: the job does not own the savepoint, so the first is full.
        try (EmbeddedJob running =
                EmbeddedJob.start(
                        ResolvedStream.of(spec), Optional.of(older), RecoveryClaimMode.NO_CLAIM)) {
            await(stream, spec, ALL);
            if (atSavepoint) { // one file with all keys, where a checkpoint has many
                running.stopWithSavepoint();
            } else {
                running.cancel();
            }
        }
        Found newest = CheckpointFolder.newest(spec.checkpoint().folder()).orElseThrow();
        assertThat(newest.id()).isGreaterThan(older.id());
        keepOnly(newest, older, spec);
        Path file = largest(Path.of(URI.create(newest.path())));
        Path kept = Files.copy(file, folder.resolve(name + "-kept"));

        Files.delete(file);
        refused(spec, newest, older, "its file", file.getFileName().toString(), "is missing");
        assertThatThrownBy(() -> CheckpointFolder.at(newest.path()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is missing; name an earlier one");

        byte[] bytes = Files.readAllBytes(kept);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        refused(
                spec,
                newest,
                older,
                file.getFileName().toString(),
                String.format(
                        Locale.ROOT,
                        "has %d bytes instead of %d",
                        bytes.length - 100,
                        bytes.length));

        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        try (EmbeddedJob running =
                EmbeddedJob.start(ResolvedStream.of(spec), Optional.of(newest))) {
            stream.send(ALL, ALL + 1, KEYS); // RocksDB reads a key when its next event comes
            assertThatThrownBy(() -> running.result().get(90, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(DamagedCheckpointException.class)
                    .hasMessageContaining("the state is damaged, restore an earlier checkpoint")
                    .hasMessageContaining("its state could not be read in ")
                    .hasMessageContaining("undercurrent run stream.yaml --from ");
        }
        try (EmbeddedJob running =
                EmbeddedJob.start(
                        ResolvedStream.of(spec), Optional.of(older), RecoveryClaimMode.NO_CLAIM)) {
            await(stream, spec, ALL + (ALL - BEFORE) + 1); // what came since then comes again
            running.cancel();
        }
        assertAllCameAndTheRestTwice(stream, spec, name, job);
    }

    private static void assertAllCameAndTheRestTwice(
            Stream stream, StreamSpec spec, String name, String job) throws Exception {
        StreamSpec whole = stream.spec(name + "-whole", job);
        new BrokerChecks(whole).check();
        try (EmbeddedJob running = EmbeddedJob.start(ResolvedStream.of(whole), Optional.empty())) {
            await(stream, whole, ALL + 1);
            running.cancel();
        }
        Map<String, List<String>> expected = CommittedBytes.read(stream, whole);
        Audit audit = Audit.of(expected, CommittedBytes.read(stream, spec));
        assertThat(audit.lost()).as("%s", audit).isZero();
        assertThat(audit.unequal()).as("%s", audit).isZero();
        assertThat(audit.doubled()).as("%s", audit).isGreaterThanOrEqualTo(20 * KEYS.length);
    }

    private static void refused(StreamSpec spec, Found newest, Found older, String... texts) {
        assertThatThrownBy(() -> EmbeddedJob.start(ResolvedStream.of(spec), Optional.of(newest)))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContainingAll(texts)
                .hasMessageContaining("checkpoint %s is damaged", newest.path())
                .hasMessageContaining("undercurrent run stream.yaml --from " + older.path())
                .hasMessageContaining("come again, with the same ids");
    }

    /** Leaves two, so that one is the one before the other. */
    private static void keepOnly(Found newest, Found older, StreamSpec spec) throws IOException {
        CheckpointFolder.setAside(spec.checkpoint().folder(), older.id());
        Path metadata = Path.of(URI.create(newest.path())).resolve("_metadata");
        Files.move(metadata.resolveSibling("_metadata.set-aside"), metadata);
        assertThat(CheckpointFolder.newestWholeBefore(spec.checkpoint().folder(), newest.id()))
                .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo(older.path()));
    }

    private static Path largest(Path job) throws IOException {
        try (var files = Files.walk(job)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().equals("_metadata"))
                    .max(Comparator.comparingLong(f -> f.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void await(Stream stream, StreamSpec spec, int events) {
        try (CommittedCount count = new CommittedCount(stream, spec)) {
            count.await(events * KEYS.length, () -> "");
        }
    }
}
