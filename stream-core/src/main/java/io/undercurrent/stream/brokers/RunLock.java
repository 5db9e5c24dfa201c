package io.undercurrent.stream.brokers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.mamba2.Sha256;
import io.undercurrent.stream.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prevents a second process on this machine from using the same checkpoint folder or
 * transactional-id prefix: two jobs with the same prefix would both commit every result.
 *
 * <p>The operating system releases the file locks when the process ends, however it ends, so a
 * killed run leaves nothing to clean up. The locks do not protect from processes on other machines;
 * {@link OwnerLease} does.
 */
public final class RunLock implements AutoCloseable {
    private final List<FileLock> locks = new ArrayList<>();
    private Optional<String> warning = Optional.empty();

    private RunLock() {}

    /**
     * Takes both locks.
     *
     * @param folder the local checkpoint folder, created for its owner alone if it is missing; null
     *     if the folder is not local
     * @param servers the brokers that the prefix belongs to
     * @param prefix the transactional-id prefix
     * @return the locks, held until closed
     * @throws IllegalStateException if another process holds one of them; the message names what to
     *     change
     * @throws IOException if a lock file cannot be written
     */
    public static RunLock take(Path folder, String servers, String prefix) throws IOException {
        RunLock lock = new RunLock();
        try {
            if (folder != null) {
                lock.warning = OwnerOnly.newFolder(folder);
                lock.add(
                        folder.resolve(".undercurrent.lock"),
                        String.format(
                                Locale.ROOT,
                                "checkpoint.folder = %s: another run uses it; stop that one or name another folder",
                                folder));
            }
            Path shared = Path.of(System.getProperty("user.home"), ".undercurrent", "locks");
            Files.createDirectories(shared);
            lock.add(
                    shared.resolve(hash(servers + "\n" + prefix) + ".lock"),
                    String.format(
                            Locale.ROOT,
                            "sink.transactional-id-prefix = %s: another run on %s uses it; stop that one or choose another prefix",
                            prefix,
                            servers));
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Takes only the lock of a folder.
     *
     * @param folder the folder, created for its owner alone if it is missing
     * @param option the option that names it, for the message
     * @return the lock, held until closed
     * @throws IllegalStateException if another process holds it; the message names what to change
     * @throws IOException if the lock file cannot be written
     */
    public static RunLock takeFolder(Path folder, String option) throws IOException {
        RunLock lock = new RunLock();
        lock.warning = OwnerOnly.newFolder(folder);
        lock.add(
                folder.resolve(".undercurrent.lock"),
                String.format(
                        Locale.ROOT,
                        "%s = %s: another run uses it; stop that one or name another folder",
                        option,
                        folder));
        return lock;
    }

    private void add(Path file, String refusal) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // held by this process itself
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(refusal);
        }
        locks.add(lock);
        String pid = ProcessHandle.current().pid() + System.lineSeparator();
        channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(UTF_8)));
    }

    /**
     * Tells whether other users of this machine reach what is in the folder.
     *
     * @return a line for the user; empty if nobody else does
     */
    public Optional<String> warning() {
        return warning;
    }

    /** Releases the locks. */
    @Override
    public void close() throws IOException {
        for (FileLock lock : locks) {
            lock.acquiredBy().close();
        }
        locks.clear();
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(UTF_8)), 0, 16);
    }
}
