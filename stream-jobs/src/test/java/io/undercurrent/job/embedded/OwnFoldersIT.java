package io.undercurrent.job.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look at the raw events that an embedded Flink writes to this machine's disk. */
class OwnFoldersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void checkpointsSavepointsAndRocksDbAreOutOfOthersReach() throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            Stream stream = new Stream(kafka, "folders", 1, folder);
            StreamSpec spec = stream.spec("folders", "job: {state-backend: rocksdb}");
            new BrokerChecks(spec).check();
            stream.send(0, 20, "a", "b");
            Path scratch;
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
                scratch = job.scratch();
                await().atMost(PATIENCE).until(() -> rocksDbIsBelow(job.scratch()));
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        CheckpointFolder.newest(spec.checkpoint().folder())
                                                .isPresent());
                assertThat(permissions(scratch)).isEqualTo("rwx------");
                assertThat(job.stopWithSavepoint()).contains("savepoint-");
            }
            Path states = FolderUri.local(spec.checkpoint().folder()).orElseThrow();
            assertThat(permissions(states)).isEqualTo("rwx------");
            assertThat(scratch).doesNotExist();
        }
    }

    /** RocksDB's file CURRENT lies in the folder of each of its databases. */
    private static boolean rocksDbIsBelow(Path scratch) throws IOException {
        try (var all = Files.walk(scratch)) {
            return all.anyMatch(path -> path.endsWith("CURRENT"));
        } catch (UncheckedIOException e) {
            return false; // a file went while the walk was there
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
