package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** {@code run} as a user starts it, in a JVM of its own. */
final class Child implements AutoCloseable {
    private static final int POLL_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 300;
    private static final int TAIL = 3_000;

    private final Process process;
    private final Thread killer;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts it; it resumes from what it left, if it ran before. */
    static Child start(Setting setting, Declared declared) throws IOException {
        Side side = declared.side();
        Path lib = side.lib(setting.home());
        if (!Files.isDirectory(lib)) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: not there; allowed is a checkout in which mvn package has built the module",
                            lib));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(setting.jvm());
        String jars = lib.getParent() + "/*" + File.pathSeparator + lib + "/*";
        command.addAll(List.of("-cp", jars, "io.undercurrent.cli.Main", "run"));
        command.addAll(List.of(declared.yaml().toString(), "--runtime", side.runtime));
        Path log = declared.yaml().resolveSibling(declared.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        return new Child(builder.redirectOutput(log.toFile()).start(), log);
    }

    /** CPU time so far, nanoseconds, of all its threads: compiler and garbage collection too. */
    long cpuNanos() {
        return Cpu.nanosOf(process);
    }

    /** Waits until it says that it runs. */
    void awaitRunning() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!Files.readString(log).contains("running: ")) {
            requireAlive();
            pause(begin, "to say that it runs");
        }
    }

    /**
     * Sleeps a moment between two looks.
     *
     * @param begin when the waiting began
     * @param what is waited for
     * @throws IllegalStateException after five minutes
     */
    void pause(long begin, String what) throws IOException, InterruptedException {
        Thread.sleep(POLL_MILLIS);
        requireAlive();
        if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%d s passed and %s still has %s: %s",
                            PATIENCE_SECONDS,
                            log,
                            what,
                            tail()));
        }
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s: ended with status %d: %s",
                            log,
                            process.exitValue(),
                            tail()));
        }
    }

    private String tail() throws IOException {
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    /** An orderly end: a savepoint, or a commit and the group left. */
    void stop() throws IOException, InterruptedException {
        requireAlive();
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(log + ": no orderly end: " + tail());
        }
    }

    /** SIGKILL, unless it has ended. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
