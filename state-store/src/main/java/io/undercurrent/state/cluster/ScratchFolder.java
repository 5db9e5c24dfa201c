package io.undercurrent.state.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for what an embedded Flink writes while it runs: RocksDB's files, blobs, spilled
 * records. Only its owner can look into it. Flink's own default is the folder of all temporary
 * files, which everybody can read.
 *
 * <p>A process that is killed leaves it behind, as Flink does.
 */
public final class ScratchFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

    private static final long PATIENCE_SECONDS = 10;

    private final Path path;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScratchFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates a folder.
     *
     * @return a new folder below the folder of all temporary files
     * @throws IOException if it cannot be created
     */
    public static ScratchFolder create() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("undercurrent-flink"));
    }

    /**
     * Where it is.
     *
     * @return the folder
     */
    public Path path() {
        return path;
    }

    /** Deletes the folder; what cannot be deleted stays, with a line in the log. */
    public void close() {
        try {
            FileUtils.deleteDirectory(path.toFile());
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", path, e);
        } finally {
            closed.countDown();
        }
    }

    /**
     * Waits some seconds for another thread to delete the folder, so that a process does not end
     * before.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitClosed() throws InterruptedException {
        if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("{} is still in use after {} s", path, PATIENCE_SECONDS);
        }
    }
}
