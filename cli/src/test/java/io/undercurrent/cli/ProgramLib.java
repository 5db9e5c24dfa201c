package io.undercurrent.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The program's jars as the launcher finds them, which this build has made. */
public final class ProgramLib {
    /** Built after this module: a jar of it would be of an earlier build. */
    private static final String LATER = "demo-";

    private ProgramLib() {}

    /** The folder of the jars that each runtime shares. */
    public static Path folder() {
        return Path.of(System.getProperty("program.lib"));
    }

    /** The arguments of a JVM that runs the program with one runtime. */
    public static List<String> jvmArgs(String runtime) {
        List<Path> jars = new ArrayList<>(jars(folder()));
        jars.addAll(jars(folder().resolve(runtime)));
        // One by one: a wildcard gives them in any order, and an archive holds for one order.
        String classPath =
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return List.of(
                "-Xmx512m",
                "-cp",
                classPath,
                "-XX:SharedArchiveFile=" + ClassData.of(runtime, jars));
    }

    private static List<Path> jars(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().startsWith(LATER))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
