package io.undercurrent.job.runtime;

import io.undercurrent.stream.runtime.FolderUri;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Deletes the checkpoints and savepoints in a checkpoint folder. */
final class Discard {
    /**
     * Names of the folders that Flink creates in a checkpoint folder: one per job and one per
     * savepoint.
     */
    private static final Pattern FLINK_FOLDER =
            Pattern.compile("[0-9a-f]{32}|savepoint-[0-9a-f-]+");

    private Discard() {}

    /**
     * Deletes checkpoints and savepoints and nothing else in the folder; returns the number of
     * deleted folders.
     */
    static int states(String folder) throws IOException {
        Path root = new Path(URI.create(FolderUri.of(folder)));
        FileSystem files = root.getFileSystem();
        int discarded = 0;
        if (files.exists(root)) {
            for (FileStatus entry : files.listStatus(root)) {
                if (entry.isDir() && FLINK_FOLDER.matcher(entry.getPath().getName()).matches()) {
                    files.delete(entry.getPath(), true);
                    discarded++;
                }
            }
        }
        return discarded;
    }
}
