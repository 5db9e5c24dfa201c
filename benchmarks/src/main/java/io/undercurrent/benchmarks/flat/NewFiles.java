package io.undercurrent.benchmarks.flat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The bytes of RocksDB's files of values that were not there at the look before: what an
 * incremental checkpoint would upload of them.
 */
final class NewFiles {
    private static final int TRIALS = 20;

    private final Path folder;
    private Map<Path, Long> known = new HashMap<>();

    NewFiles(Path folder) {
        this.folder = folder;
    }

    /** What is there now is known at the next look. */
    long look() throws IOException {
        Map<Path, Long> now = list();
        for (int trial = 0; now == null && trial < TRIALS; trial++) {
            now = list();
        }
        if (now == null) {
            throw new IOException(folder + ": files of it are deleted at each look");
        }
        long bytes = 0;
        for (Map.Entry<Path, Long> file : now.entrySet()) {
            bytes += known.containsKey(file.getKey()) ? 0 : file.getValue();
        }
        known = now;
        return bytes;
    }

    /** Null where a compaction has just deleted a file. */
    private Map<Path, Long> list() throws IOException {
        Map<Path, Long> now = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return now;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(NewFiles::hasValues).forEach(file -> now.put(file, bytes(file)));
            return now;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return null;
            }
            throw e.getCause();
        }
    }

    private static boolean hasValues(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".sst") || name.endsWith(".blob");
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // deleted meanwhile
        }
    }
}
