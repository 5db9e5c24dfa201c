package io.undercurrent.job;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Comparator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Loads a model from any URI that Flink's file systems reach.
 *
 * <p>Bundled models and local folders are read in place; anything else (object storage, HDFS) is
 * first copied to a temporary folder, which is deleted after the weights are loaded.
 */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Loads a model.
     *
     * @param uri {@code bundled:NAME}, a path, or any URI that Flink's file systems reach
     * @return the model
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no model
     */
    public static SequenceModel load(String uri) throws IOException {
        int colon = uri.indexOf(':');
        if (colon < 2 || uri.startsWith("bundled:") || uri.startsWith("file:")) {
            return Models.load(uri);
        }
        java.nio.file.Path copy = Files.createTempDirectory("undercurrent-model");
        try {
            Path remote = new Path(URI.create(uri));
            FileSystem files = remote.getFileSystem();
            for (FileStatus file : files.listStatus(remote)) {
                if (!file.isDir()) {
                    try (InputStream in = files.open(file.getPath())) {
                        Files.copy(in, copy.resolve(file.getPath().getName()));
                    }
                }
            }
            return Models.load(copy.toString());
        } catch (IOException e) {
            throw new IOException(String.valueOf(e.getMessage()).replace(copy.toString(), uri), e);
        } finally {
            try (var entries = Files.walk(copy)) {
                for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }
}
