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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the complete checkpoints and savepoints in a folder, such as the newest one.
 *
 * <p>Checkpoint numbers keep increasing across restarts, so the highest number is the newest,
 * independent of clocks. A candidate counts only if its metadata can be read to the end: a killed
 * process may leave a truncated file.
 */
public final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

    /** How long a folder is listed again if it changes meanwhile. */
    private static final long CHANGING_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long folders without a complete checkpoint must stay the same to count as that. */
    private static final long STABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Pattern OF_A_JOB = Pattern.compile("[0-9a-f]{32}|chk-\\d+");

    /** The file that makes a checkpoint complete; Flink writes it last. */
    private static final String METADATA = "_metadata";

    private CheckpointFolder() {}

    /**
     * A checkpoint that a job can resume from.
     *
     * @param path its folder
     * @param id its number
     * @param maxParallelism number of key groups of its keyed state
     */
    public record Found(String path, long id, int maxParallelism) {}

    /**
     * The newest complete checkpoint or savepoint below a folder.
     *
     * @param folder a path or a URI; need not exist
     * @return the newest; empty if there is none
     * @throws IOException if the folder cannot be listed
     */
    public static Optional<Found> newest(String folder) throws IOException {
        return all(folder).stream().max(Comparator.comparingLong(Found::id));
    }

    /**
     * The complete checkpoints and savepoints below a folder.
     *
     * @param folder a path or a URI; need not exist
     * @return all of them, newest first
     * @throws IOException if the folder cannot be listed
     */
    public static List<Found> list(String folder) throws IOException {
        return all(folder).stream().sorted(Comparator.comparingLong(Found::id).reversed()).toList();
    }

    /**
     * The newest checkpoint or savepoint below a number whose files are all complete.
     *
     * @param folder a path or a URI; need not exist
     * @param limit the exclusive upper limit of the number
     * @return the newest; empty if there is none
     * @throws IOException if the folder cannot be listed
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
     * Checks a checkpoint's files, by their presence and lengths only.
     *
     * @param found a checkpoint or savepoint
     * @return a description of the first damaged file; empty if none is damaged
     * @throws IOException if the files' status cannot be read
     */
    public static Optional<String> damage(Found found) throws IOException {
        Path folder = new Path(URI.create(FolderUri.of(found.path())));
        return CheckpointFiles.damage(metadata(folder.getFileSystem(), folder));
    }

    /**
     * The checkpoint or savepoint in a folder that a user named.
     *
     * @param path the folder of one checkpoint ({@code chk-N}) or savepoint, a path or a URI
     * @return the checkpoint
     * @throws IllegalArgumentException if it is not complete; the message has the reason
     * @throws IOException if it cannot be read
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
     * Hides the checkpoints and savepoints above a number from {@link #newest}, because a job
     * resumes from an earlier one and its new checkpoints have lower numbers for a while. Nothing
     * is deleted; only the metadata file is renamed.
     *
     * @param folder a path or a URI
     * @param number the number of the checkpoint that the job resumes from
     * @return the folders that were set aside
     * @throws IOException if one cannot be renamed
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
        long end = System.nanoTime() + CHANGING_NANOS;
        List<Path> before = List.of();
        long since = System.nanoTime();
        while (true) {
            List<Path> candidates = candidates(files, root, end);
            List<Found> found = new ArrayList<>();
            for (Path candidate : candidates) {
                read(files, candidate).ifPresent(found::add);
            }
            // A running job keeps only its newest checkpoints. Since the folder was listed, it may
            // have deleted all of them and completed another one. So there is no checkpoint only if
            // there are no folders of jobs, or if the same folders stay for a while.
            long now = System.nanoTime();
            boolean same = candidates.equals(before);
            if (!found.isEmpty()
                    || candidates.stream().noneMatch(CheckpointFolder::isOfAJob)
                    || (same && now - since > STABLE_NANOS)) {
                return found;
            }
            if (now - end > 0) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s: jobs have created and deleted checkpoints in it for %d s, so the newest cannot be told; try again, or stop the jobs",
                                folder,
                                TimeUnit.NANOSECONDS.toSeconds(CHANGING_NANOS)));
            }
            since = same ? since : now;
            before = candidates;
            LockSupport.parkNanos(STABLE_NANOS / 20);
        }
    }

    /** Flink names a job's folder by its id, and its checkpoints chk-N. */
    private static boolean isOfAJob(Path folder) {
        return OF_A_JOB.matcher(folder.getName()).matches();
    }

    /** The folders in which checkpoints and savepoints may be: up to two levels below the root. */
    private static List<Path> candidates(FileSystem files, Path root, long end) throws IOException {
        List<Path> candidates = new ArrayList<>();
        if (!files.exists(root)) {
            return candidates;
        }
        for (FileStatus job : list(files, root, end)) {
            if (job.isDir()) {
                candidates.add(job.getPath());
                for (FileStatus checkpoint : list(files, job.getPath(), end)) {
                    if (checkpoint.isDir()) {
                        candidates.add(checkpoint.getPath());
                    }
                }
            }
        }
        return candidates;
    }

    /**
     * Lists a folder, with retries: Flink's listing fails if a running job deletes an entry
     * meanwhile.
     */
    private static FileStatus[] list(FileSystem files, Path folder, long end) throws IOException {
        while (true) {
            try {
                return files.listStatus(folder);
            } catch (FileNotFoundException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                LOG.debug("{} changed while it was listed", folder, e);
                LockSupport.parkNanos(STABLE_NANOS / 200);
            }
        }
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
