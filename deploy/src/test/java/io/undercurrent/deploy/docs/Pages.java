package io.undercurrent.deploy.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read: README.md, CONTRIBUTING.md, CHANGELOG.md and all of docs/. */
final class Pages {
    static final Path ROOT = Path.of(System.getProperty("root.dir")).toAbsolutePath().normalize();
    static final Path DOCS = ROOT.resolve("docs");

    private Pages() {}

    static List<Page> all() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(ROOT::resolve),
                            files.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Pages::read)
                    .toList();
        }
    }

    static Page read(Path file) {
        try {
            return Page.of(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a message names a file. */
    static String name(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString();
    }
}
