package io.undercurrent.stream.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A folder that an option names by a path or by a URI. */
public final class FolderUri {
    /**
     * A scheme needs at least two letters here, because a single letter is a Windows drive. Flink
     * prints a URI without authority with only one slash.
     */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/|file:");

    private FolderUri() {}

    /**
     * Converts a folder to a URI.
     *
     * @param folder a path or a URI
     * @return a URI
     */
    public static String of(String folder) {
        return SCHEME.matcher(folder).lookingAt()
                ? folder
                : Path.of(folder).toAbsolutePath().normalize().toUri().toString();
    }

    /**
     * Returns the folder's path if it is on this machine.
     *
     * @param folder a path or a URI
     * @return an absolute path; empty if the URI's scheme is not {@code file}
     */
    public static Optional<Path> local(String folder) {
        URI uri = URI.create(of(folder));
        return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    }
}
