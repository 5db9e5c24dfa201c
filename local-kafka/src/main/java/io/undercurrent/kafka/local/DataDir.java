package io.undercurrent.kafka.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Manages the data folder of a local broker: its lock, and its log, which is formatted once. The
 * lock is our own, because Kafka takes its lock only after it has opened the metadata log. The
 * operating system releases it when the process ends, even after a SIGKILL.
 */
final class DataDir implements AutoCloseable {
    private static final String LOCK = "local-kafka.lock";
    private static final String LOG = "log";

    private final Path dir;
    private final FileChannel lock;

    private DataDir(Path dir, FileChannel lock) {
        this.dir = dir;
        this.lock = lock;
    }

    /** Locks the folder for this process; creates it if it is absent. */
    static DataDir lock(Path dir) {
        FileChannel channel = null;
        try {
            create(dir);
            channel =
                    FileChannel.open(
                            dir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new DataDir(dir, channel);
            }
            channel.close();
            throw inUse(dir, "another process");
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel, e);
            throw inUse(dir, "this process");
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new LocalKafkaException(
                    "cannot use the data folder " + dir + " of the local Kafka broker: " + e, e);
        }
    }

    /**
     * The logs hold raw events: a new folder is its owner's alone, an existing one stays as it is.
     */
    private static void create(Path dir) throws IOException {
        if (dir.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    dir,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(dir);
        }
    }

    private static LocalKafkaException inUse(Path dir, String holder) {
        return new LocalKafkaException(
                "a local Kafka broker of "
                        + holder
                        + " is using the data folder "
                        + dir
                        + "; stop it or choose another folder");
    }

    Path log() {
        return dir.resolve(LOG);
    }

    /**
     * Formats the log, with the users of a secured broker, unless it is already formatted. Kafka
     * writes {@code meta.properties} last and atomically, so that file shows a complete format.
     */
    void formatOnce(Secured secured) {
        if (Files.exists(log().resolve("meta.properties"))) {
            return;
        }
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Formatter formatter =
                    new Formatter()
                            .setPrintStream(quiet)
                            .setNodeId(NodeSettings.NODE_ID)
                            .setClusterId(Uuid.randomUuid().toString())
                            .setControllerListenerName(Listeners.CONTROLLER)
                            .setMetadataLogDirectory(log().toString())
                            .setDirectories(List.of(log().toString()));
            if (secured != null) {
                formatter.setScramArguments(secured.scramArguments());
            }
            formatter.run();
        } catch (Exception e) {
            throw new LocalKafkaException(
                    "cannot format " + log() + " for the local Kafka broker: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LocalKafkaException("cannot release the lock of " + dir, e);
        }
    }

    private static void closeQuietly(FileChannel channel, Exception reason) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
