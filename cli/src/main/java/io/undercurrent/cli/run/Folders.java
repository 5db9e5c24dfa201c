package io.undercurrent.cli.run;

import io.undercurrent.job.CheckpointFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/** What {@code run} does with a checkpoint folder besides looking into it. */
final class Folders {
    /** What Flink makes in a checkpoint folder: one folder a job, one a savepoint. */
    private static final Pattern FLINKS = Pattern.compile("[0-9a-f]{32}|savepoint-[0-9a-f-]+");

    private Folders() {}

    /** The folder on this machine, or nothing where it is elsewhere. */
    static Optional<Path> local(String folder) {
        URI uri = URI.create(CheckpointFolder.uri(folder));
        return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    }

    /** Deletes earlier checkpoints and savepoints, and nothing else that lies there. */
    static int discard(String folder) throws IOException {
        var root = new org.apache.flink.core.fs.Path(URI.create(CheckpointFolder.uri(folder)));
        FileSystem files = root.getFileSystem();
        int discarded = 0;
        if (files.exists(root)) {
            for (FileStatus entry : files.listStatus(root)) {
                if (entry.isDir() && FLINKS.matcher(entry.getPath().getName()).matches()) {
                    files.delete(entry.getPath(), true);
                    discarded++;
                }
            }
        }
        return discarded;
    }
}
