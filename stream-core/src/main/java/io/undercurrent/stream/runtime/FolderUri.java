package io.undercurrent.stream.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A folder that an option names by a path or by a URI. */
public final class FolderUri {
    /**
     * A scheme has more than one letter, because one letter is a drive. Flink prints a URI without
     * authority with one slash.
     */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/|file:");

    private FolderUri() {}

    /**
     * The folder as a URI.
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
     * The folder, where it is on this machine.
     *
     * @param folder a path or a URI
     * @return an absolute path, or nothing where the folder is elsewhere
     */
    public static Optional<Path> local(String folder) {
        URI uri = URI.create(of(folder));
        return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    }
}
