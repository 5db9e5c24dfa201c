package io.undercurrent.cli;

import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.Patience;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Archives of the classes that a run of the program loads, as the JVM maps them (class data
 * sharing). A process that has one needs half the time to start, and the tests start many. Each is
 * made once for a build's jars, by a run of a minute at most.
 */
final class ClassData {
    private static final Path FOLDER = Path.of(System.getProperty("program.class.data"));

    private ClassData() {}

    /** The archive for these jars, in this order; makes it if need be. */
    static synchronized Path of(String runtime, List<Path> jars) {
        try {
            String name = String.format(Locale.ROOT, "%s-%08x.jsa", runtime, print(jars));
            Path archive = Files.createDirectories(FOLDER).resolve(name);
            // Another JVM runs tests too, and one archive is enough.
            Path lock = FOLDER.resolve(runtime + ".lock");
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                assert held.isValid();
                if (Files.notExists(archive)) {
                    make(runtime, jars, archive);
                }
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Differs if the JVM or a jar is another one: an archive does not hold for others. */
    private static int print(List<Path> jars) throws IOException {
        StringBuilder all = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path jar : jars) {
            all.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
        }
        return all.toString().hashCode();
    }

    /** Runs the program with a broker in it until it is ready, stops it, and keeps the classes. */
    private static void make(String runtime, List<Path> jars, Path archive)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(FOLDER, runtime);
        Path made = folder.resolve("made.jsa");
        String yaml =
                String.format(
                        Locale.ROOT,
                        """
                        source: {topic: events, values: [value]}
                        model: "bundled:tiny"
                        job.jit-warm-up: 0s
                        streams.http: none
                        checkpoint.folder: "%s"
                        kafka.bootstrap.servers: embedded
                        """,
                        folder.resolve("state"));
        Path file = Files.writeString(folder.resolve("run.yaml"), yaml, StandardCharsets.UTF_8);
        String classPath =
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> jvm =
                List.of(
                        "-Xmx512m",
                        "-Duser.home=" + folder,
                        "-XX:ArchiveClassesAtExit=" + made,
                        "-cp",
                        classPath);
        String[] run = {Main.class.getName(), "run", file.toString(), "--runtime", runtime};
        try (ChildJvm program = ChildJvm.start("run", folder, Map.of(), jvm, run)) {
            Patience.await(
                    "a run whose classes are kept",
                    () -> program.text().contains("running: ") || !program.isAlive());
            program.terminate();
            program.output();
        }
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
