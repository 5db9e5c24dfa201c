package io.undercurrent.job.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for what an embedded Flink writes while it runs: RocksDB's files, blobs, spilled
 * records. Its owner alone looks into it, where Flink's own default, the folder of all temporary
 * files, is everybody's.
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
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<Path>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                                throws IOException {
                            Files.deleteIfExists(folder);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", path, e);
        }
    }
}
