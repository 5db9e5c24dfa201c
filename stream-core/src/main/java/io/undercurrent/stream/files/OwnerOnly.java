package io.undercurrent.stream.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Creates files and folders that are for their owner's eyes alone, because they hold raw events.
 *
 * <p>Permissions of what is there already are the user's decision: they are reported and never
 * changed. On file systems without POSIX permissions everything is created as usual, and nothing is
 * reported.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /**
     * Creates a file, or empties an existing one. It is readable by its owner only, from its first
     * byte on.
     *
     * @param file the file
     * @return writes to it
     * @throws IOException if it cannot be created
     */
    public static OutputStream newFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (isPosix(file)) {
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
            } catch (FileAlreadyExistsException e) {
                throw new IOException(file + ": another process writes it at this moment", e);
            }
        }
        return Files.newOutputStream(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Creates a folder that only its owner can look into, and those of its parents that are
     * missing. What is created in it later is out of others' reach too, whatever its own
     * permissions are.
     *
     * @param folder the folder; an existing one stays as it is
     * @return as {@link #exposed}, for a folder that was there
     * @throws IOException if it cannot be created
     */
    public static Optional<String> newFolder(Path folder) throws IOException {
        FileAttribute<?>[] attributes =
                isPosix(folder)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FOLDER)}
                        : new FileAttribute<?>[0];
        Files.createDirectories(folder, attributes);
        return exposed(folder);
    }

    /**
     * Looks whether others than the owner have any access to a file or folder.
     *
     * @param path an existing file or folder
     * @return a warning that names it and the command that closes it; empty if there is nothing to
     *     warn of
     * @throws IOException if its permissions cannot be read
     */
    public static Optional<String> exposed(Path path) throws IOException {
        if (!isPosix(path)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
        others.addAll(Files.getPosixFilePermissions(path));
        others.removeAll(FOLDER);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "warning: %s is open to other users of this machine (%s); chmod %s %s",
                        path,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        Files.isDirectory(path) ? "700" : "600",
                        path));
    }

    /**
     * Whether a file system has POSIX permissions.
     *
     * @param path any path of the file system
     * @return true if it has
     */
    public static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
