package io.undercurrent.cli.state;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.SavedJob;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Option;

/** Which checkpoint or savepoint a command reads. */
final class Where {
    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            required = true,
            description =
                    "A checkpoint or savepoint, or a folder of them, of which the newest is taken.")
    private String folder;

    SavedJob open() throws IOException {
        Path metadata = new Path(new Path(URI.create(CheckpointFolder.uri(folder))), "_metadata");
        if (metadata.getFileSystem().exists(metadata)) {
            return SavedJob.open(CheckpointFolder.at(folder).path());
        }
        var newest = CheckpointFolder.newest(folder);
        if (newest.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--from = %s: no complete checkpoint or savepoint there; name one, or a checkpoint.folder",
                            folder));
        }
        return SavedJob.open(newest.get().path());
    }
}
