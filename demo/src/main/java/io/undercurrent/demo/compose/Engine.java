package io.undercurrent.demo.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs {@code docker}, and {@code docker compose} or {@code docker-compose}, whichever is there.
 */
final class Engine {
    private static final Duration ASK = Duration.ofSeconds(30);

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> compose;

    private Engine(Path folder, Map<String, String> environment, List<String> compose) {
        this.folder = folder;
        this.environment = environment;
        this.compose = compose;
    }

    /**
     * Finds the container engine and its compose program.
     *
     * @param folder where docker-compose.yml is
     * @param environment variables over those of this process
     * @throws IllegalArgumentException if one of them is missing, with what to install
     */
    static Engine find(Path folder, Map<String, String> environment) throws InterruptedException {
        if (!Program.succeeds(ASK, "docker", "version", "--format", "{{.Server.Version}}")) {
            throw new IllegalArgumentException(
                    "docker: no engine answers; install Docker, start it, and check that this user may reach it (docker version)");
        }
        if (Program.succeeds(ASK, "docker", "compose", "version")) {
            return new Engine(folder, environment, List.of("docker", "compose"));
        }
        if (Program.succeeds(ASK, "docker-compose", "version")) {
            return new Engine(folder, environment, List.of("docker-compose"));
        }
        throw new IllegalArgumentException(
                "docker compose: neither `docker compose` (v2) nor docker-compose (1.29 or newer) is there; install one");
    }

    /** Runs compose and returns what it printed; {@code say} receives each line as it comes. */
    String compose(Consumer<String> say, String... args) throws InterruptedException {
        return run(say, compose, args);
    }

    /** Runs compose and returns its standard output, without standard error. */
    String ask(String... args) throws InterruptedException {
        return run(null, compose, args);
    }

    /** Runs docker itself and returns its standard output. */
    String docker(String... args) throws InterruptedException {
        return run(null, List.of("docker"), args);
    }

    /** Runs a command and returns its output, without standard error if {@code say} is null. */
    private String run(Consumer<String> say, List<String> program, String... args)
            throws InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(args));
        StringBuilder output = new StringBuilder();
        Path remarks = null;
        try {
            remarks = say == null ? Files.createTempFile("undercurrent", ".err") : null;
            Process process = start(command, remarks);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    output.append(line).append('\n');
                    if (say != null) {
                        say.accept(line);
                    }
                }
            }
            int status = process.waitFor();
            if (status != 0) {
                output.append(remarks == null ? "" : Files.readString(remarks));
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%s ended with status %d: %s",
                                String.join(" ", command),
                                status,
                                tail(output)));
            }
            return output.toString();
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command) + ": " + e.getMessage(), e);
        } finally {
            if (remarks != null) {
                remarks.toFile().delete();
            }
        }
    }

    private Process start(List<String> command, Path remarks) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        if (remarks == null) {
            return builder.redirectErrorStream(true).start();
        }
        return builder.redirectError(remarks.toFile()).start();
    }

    private static String tail(StringBuilder output) {
        String text = output.toString().strip();
        return text.length() <= 2000 ? text : "... " + text.substring(text.length() - 2000);
    }
}
