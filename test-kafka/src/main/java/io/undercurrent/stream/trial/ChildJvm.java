package io.undercurrent.stream.trial;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a JVM next to the test's, from the same JDK, with all its output in one file.
 *
 * <p>It is killed when the test's JVM shuts down in order. Small heaps and the first compiler tier
 * make it possible to run several of them on two cores.
 */
public final class ChildJvm implements AutoCloseable {
    /**
     * Flags of a JVM that starts soon and does not run for long. The verification of classes would
     * take an eighth of a start.
     */
    public static final List<String> QUICK_START =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-BytecodeVerificationRemote");

    private static final long PATIENCE_SECONDS = 120;

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread killer;

    private ChildJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a main class; {@code jvmArgs} must contain the class path. */
    public static ChildJvm start(
            String name,
            Path folder,
            Map<String, String> environment,
            List<String> jvmArgs,
            String... mainAndArgs) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(QUICK_START);
        command.addAll(jvmArgs);
        command.addAll(List.of(mainAndArgs));
        File log = folder.resolve(name + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log);
        try {
            return new ChildJvm(name, log.toPath(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a program of the JDK that runs the test. */
    public static String tool(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for an end with status 0 and returns the output; any other end is an error. */
    public String output() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + tail());
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit status " + process.exitValue() + ": " + tail());
        }
        return text();
    }

    /** The exit status, once the process has ended by itself. */
    public int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + tail());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM; {@link #output} then waits for the end. */
    public void terminate() {
        process.destroy();
    }

    /** The last lines of the output, under the process's name. */
    public String tail() {
        List<String> lines = text().lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - 80), lines.size());
        return "=== " + name + "\n" + String.join("\n", last);
    }

    /** All output so far. */
    public String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL, which the process cannot handle. It has no effect on one that has ended. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
