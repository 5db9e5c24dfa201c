package io.undercurrent.benchmarks.runtimes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * All files that ever appear in a checkpoint folder. Flink keeps three checkpoints, so at one a
 * second a look each tenth misses none; a shared file counts once, as it is written once.
 */
final class CheckpointFiles implements Kept {
    private static final int LOOK_MILLIS = 100;

    private final Path folder;
    private final Map<Path, Long> sizes = new HashMap<>();
    private final Thread watch;
    private volatile boolean ended;

    CheckpointFiles(Path folder) {
        this.folder = folder;
        watch = new Thread(this::watch, "checkpoint-files");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        while (!ended) {
            try {
                bytes();
                Thread.sleep(LOOK_MILLIS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized long bytes() throws IOException {
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new Sizes());
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        watch.join();
    }

    private final class Sizes extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sizes.merge(file, attributes.size(), Math::max);
            return FileVisitResult.CONTINUE;
        }

        /** Checkpoints go while they are looked at. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
