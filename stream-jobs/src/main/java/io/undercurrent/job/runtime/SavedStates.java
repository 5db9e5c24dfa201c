package io.undercurrent.job.runtime;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.SavedJob;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.StreamRuntime.SavedKey;
import io.undercurrent.stream.runtime.StreamRuntime.SavedState;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.CloseableIterator;

/** Reads key states from checkpoints and savepoints. */
final class SavedStates {
    private SavedStates() {}

    /** Opens a checkpoint, or the newest one in a folder. */
    static SavedJob open(String folder) throws IOException {
        Path metadata = new Path(new Path(URI.create(FolderUri.of(folder))), "_metadata");
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

    static List<SavedState> list(String folder) throws IOException {
        return CheckpointFolder.list(folder).stream()
                .map(
                        found ->
                                new SavedState(
                                        found.path(),
                                        String.format(
                                                Locale.ROOT,
                                                "number %d, job.max-parallelism %d",
                                                found.id(),
                                                found.maxParallelism())))
                .toList();
    }

    static void export(String from, java.nio.file.Path file, Console console) throws Exception {
        SavedJob saved = open(from);
        console.say("reading " + saved.path());
        StartOffsets next = saved.nextOffsets();
        long keys = 0;
        try (KeyStateFile.Writer writer = new KeyStateFile.Writer(file, saved.model(), next);
                CloseableIterator<KeySlab> slabs = saved.slabs()) {
            while (slabs.hasNext()) {
                KeySlab slab = slabs.next();
                writer.add(slab.key, slab.slab);
                console.count("keys", ++keys);
            }
            writer.complete();
        }
        console.say(String.format(Locale.ROOT, "%d keys -> %s", keys, file));
        console.say("the source resumes at " + next.entries());
    }

    static SavedKey key(String from, String key) throws Exception {
        SavedJob saved = open(from);
        try (CloseableIterator<KeySlab> slabs = saved.slabs(key)) {
            if (!slabs.hasNext()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "--key = %s: %s holds no such key; keys are compared to the letter",
                                key,
                                saved.path()));
            }
            return new SavedKey(saved.path(), saved.model(), slabs.next().slab);
        }
    }
}
