package io.undercurrent.job;

import io.undercurrent.stream.runtime.FolderUri;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a folder's newest complete checkpoint or savepoint is.
 *
 * <p>Checkpoint numbers go on rising across restarts, so the highest number is the newest, whatever
 * the clocks said. A candidate counts only if its metadata can be read to the end: a process that
 * was killed may leave half a file.
 */
public final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

    /** How often a folder that changes is listed again. */
    private static final int LISTINGS = 20;

    /** The file that makes a checkpoint complete; Flink writes it last. */
    private static final String METADATA = "_metadata";

    private CheckpointFolder() {}

    /**
     * A checkpoint that a job can go on from.
     *
     * @param path its folder
     * @param id its number
     * @param maxParallelism the key groups that its keyed state is divided into
     */
    public record Found(String path, long id, int maxParallelism) {}

    /**
     * The newest complete checkpoint or savepoint below a folder.
     *
     * @param folder a path or a URI; need not exist
     * @return the newest, or nothing where there is none
     * @throws IOException where the folder cannot be listed
     */
    public static Optional<Found> newest(String folder) throws IOException {
        return all(folder).stream().max(Comparator.comparingLong(Found::id));
    }

    /**
     * The complete checkpoints and savepoints below a folder.
     *
     * @param folder a path or a URI; need not exist
     * @return all of them, newest first
     * @throws IOException where the folder cannot be listed
     */
    public static List<Found> list(String folder) throws IOException {
        return all(folder).stream().sorted(Comparator.comparingLong(Found::id).reversed()).toList();
    }

    /**
     * The newest checkpoint or savepoint of a number below a given one whose files are all there.
     *
     * @param folder a path or a URI; need not exist
     * @param limit the number that is too high
     * @return the newest whole one below it, or nothing where there is none
     * @throws IOException where the folder cannot be listed
     */
    public static Optional<Found> newestWholeBefore(String folder, long limit) throws IOException {
        for (Found found : list(folder)) {
            if (found.id() < limit && damage(found).isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /**
     * What is wrong with a checkpoint's files, by their presence and lengths alone.
     *
     * @param found a checkpoint or savepoint
     * @return the first damage that shows, naming the file, or nothing
     * @throws IOException where the files cannot be looked at
     */
    public static Optional<String> damage(Found found) throws IOException {
        Path folder = new Path(URI.create(FolderUri.of(found.path())));
        return CheckpointFiles.damage(metadata(folder.getFileSystem(), folder));
    }

    /**
     * The checkpoint or savepoint of a folder that someone named.
     *
     * @param path the folder of one checkpoint ({@code chk-N}) or savepoint, a path or a URI
     * @return what it holds
     * @throws IllegalArgumentException where it is not complete, with the reason
     * @throws IOException where it cannot be looked at
     */
    public static Found at(String path) throws IOException {
        Path folder = new Path(URI.create(FolderUri.of(path)));
        FileSystem files = folder.getFileSystem();
        if (!files.exists(new Path(folder, METADATA))) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "checkpoint %s: there is no file %s in it; allowed is the folder of a complete checkpoint (chk-N) or savepoint",
                            path,
                            METADATA));
        }
        Optional<Found> found = read(files, folder);
        String damage =
                found.isEmpty() ? String.format(Locale.ROOT, "its %s is damaged", METADATA) : null;
        if (found.isPresent()) {
            damage = damage(found.get()).orElse(null);
        }
        if (damage != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "checkpoint %s: %s; name an earlier one", path, damage));
        }
        return found.get();
    }

    /**
     * Takes the checkpoints and savepoints above a number out of {@link #newest}'s sight, because a
     * job goes on from an earlier one: their numbers stay higher than the new ones' for a while.
     * Nothing is deleted, the metadata file is renamed.
     *
     * @param folder a path or a URI
     * @param number the number of the checkpoint that the job goes on from
     * @return the folders that were set aside
     * @throws IOException where one cannot be renamed
     */
    public static List<String> setAside(String folder, long number) throws IOException {
        List<String> aside = new ArrayList<>();
        for (Found found : all(folder)) {
            if (found.id() > number) {
                Path newer = new Path(found.path());
                Path renamed = new Path(newer, METADATA + ".set-aside");
                if (!newer.getFileSystem().rename(new Path(newer, METADATA), renamed)) {
                    throw new IOException(
                            String.format(
                                    Locale.ROOT,
                                    "%s cannot be renamed to %s",
                                    found.path(),
                                    renamed));
                }
                aside.add(found.path());
            }
        }
        return aside;
    }

    private static List<Found> all(String folder) throws IOException {
        Path root = new Path(URI.create(FolderUri.of(folder)));
        FileSystem files = root.getFileSystem();
        List<Found> found = new ArrayList<>();
        List<Path> candidates = candidates(files, root);
        for (int again = 0; again < LISTINGS; again++) {
            for (Path candidate : candidates) {
                read(files, candidate).ifPresent(found::add);
            }
            // A running job keeps only its newest: all that were listed may be gone by now.
            List<Path> listed = candidates;
            candidates = found.isEmpty() ? candidates(files, root) : listed;
            if (candidates.equals(listed)) {
                break;
            }
        }
        return found;
    }

    /** The folders that checkpoints and savepoints may be in: two levels below the root. */
    private static List<Path> candidates(FileSystem files, Path root) throws IOException {
        List<Path> candidates = new ArrayList<>();
        if (!files.exists(root)) {
            return candidates;
        }
        for (FileStatus job : list(files, root)) {
            if (job.isDir()) {
                candidates.add(job.getPath());
                for (FileStatus checkpoint : list(files, job.getPath())) {
                    if (checkpoint.isDir()) {
                        candidates.add(checkpoint.getPath());
                    }
                }
            }
        }
        return candidates;
    }

    /**
     * What a running job deletes between the listing and the look at it makes Flink's list fail.
     */
    private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
        for (int again = 0; again < LISTINGS; again++) {
            try {
                return files.listStatus(folder);
            } catch (FileNotFoundException e) {
                LOG.debug("{} changed while it was listed", folder, e);
            }
        }
        return files.listStatus(folder);
    }

    private static Optional<Found> read(FileSystem files, Path folder) throws IOException {
        if (!files.exists(new Path(folder, METADATA))) {
            return Optional.empty();
        }
        try {
            CheckpointMetadata metadata = metadata(files, folder);
            int maxParallelism =
                    metadata.getOperatorStates().stream()
                            .mapToInt(operator -> operator.getMaxParallelism())
                            .max()
                            .orElse(0);
            return Optional.of(
                    new Found(folder.toString(), metadata.getCheckpointId(), maxParallelism));
        } catch (IOException | RuntimeException e) {
            if (files.exists(folder)) {
                LOG.warn(
                        "checkpoint {} is passed over, its metadata is damaged: {}",
                        folder,
                        e.toString());
            }
            return Optional.empty();
        }
    }

    private static CheckpointMetadata metadata(FileSystem files, Path folder) throws IOException {
        try (InputStream in = files.open(new Path(folder, METADATA));
                DataInputStream data = new DataInputStream(in)) {
            return Checkpoints.loadCheckpointMetadata(
                    data, CheckpointFolder.class.getClassLoader(), folder.toString());
        }
    }
}
