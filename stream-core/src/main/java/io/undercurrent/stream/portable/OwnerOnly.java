package io.undercurrent.stream.portable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates files that hold raw events, and so are for their owner's eyes alone. */
final class OwnerOnly {
    private OwnerOnly() {}

    /**
     * Creates a file, or empties an existing one. On file systems with POSIX permissions it is
     * readable by its owner only, from its first byte on.
     */
    static OutputStream newFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException e) {
                throw new IOException(file + ": another process writes it at this moment", e);
            }
        }
        return Files.newOutputStream(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
