package io.undercurrent.benchmarks.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary folder for one comparison, which is gone afterwards. */
public final class Folders implements AutoCloseable {
    private final Path root;

    private Folders(Path root) {
        this.root = root;
    }

    /**
     * A new one.
     *
     * @param parent where; null for the system's
     * @throws IOException where it cannot be made
     */
    public static Folders temporary(Path parent) throws IOException {
        String name = "undercurrent-benchmark";
        return new Folders(
                parent == null
                        ? Files.createTempDirectory(name)
                        : Files.createTempDirectory(parent, name));
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    /**
     * Deletes a folder with all in it; one that is not there is fine.
     *
     * @param folder which
     * @throws IOException where a file cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }
}
