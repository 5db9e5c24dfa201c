package io.undercurrent.deploy.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** Names of all classes and record schemas of this checkout. */
    static Set<String> classes() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src")).toList()) {
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.matches(".*\\.(java|avsc)"))
                                .forEach(name -> names.add(name.replaceAll("\\..*", "")));
                    }
                }
            }
        }
        return names;
    }

    /** How a message names a file. */
    static String name(Path file) {
        return ROOT.relativize(file.toAbsolutePath().normalize()).toString();
    }
}
