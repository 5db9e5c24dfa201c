package io.undercurrent.streams.faults;

import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code run} as a user starts it, in a JVM of its own with a folder of its own. */
final class Instance implements AutoCloseable {
    private static int started;

    private final String name;
    private final Path yaml;
    private final Path folder;
    private ChildJvm process;

    /** Declares an instance of an application; {@code more} are further lines of its file. */
    Instance(Stream stream, Path folder, String application, String name, String... more)
            throws Exception {
        this.name = name;
        this.folder = folder;
        yaml = folder.resolve(name + ".yaml");
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add("source.group-id: " + application);
        lines.add(String.format(Locale.ROOT, "streams.state-folder: \"%s\"", stores()));
        lines.add("streams.http: none");
        lines.add("kafka.session.timeout.ms: 6000"); // as brokers allow at least
        lines.add("model: \"bundled:tiny\"");
        lines.add("job.jit-warm-up: 0s");
        Files.writeString(yaml, stream.text(application, lines.toArray(String[]::new)));
    }

    /** Where its stores lie. */
    Path stores() {
        return folder.resolve(name + "-stores");
    }

    Path yaml() {
        return yaml;
    }

    Instance launch(String... options) {
        List<String> args = new ArrayList<>(List.of(RunMain.class.getName(), yaml.toString()));
        args.addAll(List.of(options));
        process =
                ChildJvm.start(
                        String.format(Locale.ROOT, "%d-%s", started++, name),
                        folder,
                        Map.of("UNDERCURRENT_LOG", "warn"),
                        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")),
                        args.toArray(String[]::new));
        return this;
    }

    /** Waits until it has partitions and their memories. */
    Instance awaitRunning() throws Exception {
        Patience.await(
                name + " to run",
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(process.tail());
                    }
                    return process.text().contains("\nrunning: ");
                });
        return this;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.close();
    }

    /** SIGTERM, and an orderly end. */
    String stop() throws InterruptedException {
        process.terminate();
        return process.output();
    }

    /** Waits for an end by itself, and gives what was printed. */
    String text() {
        return process.text();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String tail() {
        return process.tail();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.close();
        }
    }
}
