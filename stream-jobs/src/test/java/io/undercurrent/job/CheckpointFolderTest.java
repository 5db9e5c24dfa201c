package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as users and as Flink write them, and what is no checkpoint. */
class CheckpointFolderTest {
    @Test
    void whatIsNoCompleteCheckpointIsRefusedByName(@TempDir Path folder) throws Exception {
        String path = folder.toString();
        assertThatThrownBy(() -> CheckpointFolder.at(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkpoint " + path + ": there is no file _metadata in it");
        Files.write(folder.resolve("_metadata"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> CheckpointFolder.at(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its _metadata is damaged; name an earlier one");
        assertThat(CheckpointFolder.newest(path)).isEmpty();
        assertThat(CheckpointFolder.setAside(path, 0)).isEmpty();
    }

    /** One is there at every moment, but each is gone soon after the next one is. */
    @Test
    void aRunningJobsCheckpointsAreFoundWhileItReplacesThem(@TempDir Path folder) throws Exception {
        byte[] metadata = metadata();
        Path job = folder.resolve("0123456789abcdef".repeat(2));
        complete(job, 0, metadata);
        assertThat(CheckpointFolder.at(job.resolve("chk-0").toString()).id()).isEqualTo(1);
        assertThat(CheckpointFolder.newest(folder.toString())).isPresent();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 1; !stop.get(); i++) {
                                complete(job, i, metadata);
                                discard(job, i - 1);
                                LockSupport.parkNanos(200_000);
                            }
                        });
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(CheckpointFolder.newest(folder.toString())).isPresent();
            }
        } finally {
            stop.set(true);
            running.join();
        }
    }

    /** None is complete, but that cannot be told of folders that do not stay. */
    @Test
    void aFolderThatNeverStaysTheSameIsNotTakenForEmpty(@TempDir Path folder) throws Exception {
        Path job = folder.resolve("0123456789abcdef".repeat(2));
        Files.createDirectories(job);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                job.resolve("chk-" + i).toFile().mkdir();
                                job.resolve("chk-" + (i - 1)).toFile().delete();
                                LockSupport.parkNanos(5_000_000);
                            }
                        });
        try {
            assertThatThrownBy(() -> CheckpointFolder.newest(folder.toString()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder + ": jobs have created and deleted checkpoints");
        } finally {
            stop.set(true);
            running.join();
        }
    }

    private static byte[] metadata() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var empty =
                new CheckpointMetadata(
                        1,
                        List.of(),
                        List.of(),
                        CheckpointProperties.forCheckpoint(
                                CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION));
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Checkpoints.storeCheckpointMetadata(empty, out);
        }
        return bytes.toByteArray();
    }

    private static void complete(Path job, int number, byte[] metadata) {
        try {
            Path made = Files.createDirectories(job.resolve("chk-" + number));
            Path written = Files.write(made.resolve("_metadata.inprogress"), metadata);
            Files.move(written, made.resolve("_metadata"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void discard(Path job, int number) {
        try {
            Path old = job.resolve("chk-" + number);
            Files.delete(old.resolve("_metadata"));
            Files.delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
