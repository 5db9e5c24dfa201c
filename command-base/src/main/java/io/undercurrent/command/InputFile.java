package io.undercurrent.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses a file argument that cannot be read, and names the file: exceptions of the file system
 * say little more than their own class, and a mistyped name is the most common mistake.
 */
public final class InputFile {
    private InputFile() {}

    /**
     * Checks that there is a file to read.
     *
     * @param file the argument; null if standard input is read instead
     * @throws IllegalArgumentException if it cannot be read; names the file and what is wrong with
     *     it
     */
    public static void check(Path file) {
        if (file == null) {
            return;
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + ": no such file; check its name and folder");
        }
        // Not only regular files: a named pipe or /dev/stdin can be read as well.
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": a folder, not a file; name a file in it");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    file + ": not readable for this user; change its permissions");
        }
    }
}
