package io.undercurrent.job.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class ScratchFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    static ScratchFolder create() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("undercurrent-flink"));
    }

    Path path() {
        return path;
    }

    /** Deletes the folder; what cannot be deleted stays, with a line in the log. */
    void close() {
        try {
            FileUtils.deleteDirectory(path.toFile());
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", path, e);
        }
    }
}
