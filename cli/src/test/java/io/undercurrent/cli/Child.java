package io.undercurrent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.stream.trial.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command line as a process of its own, for what only a process has: signals, a death, a pipe.
 * Its home and its temporary files lie in the test's folder, so that nothing outlives the test.
 */
public final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    private Child(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code undercurrent} with the given arguments, both outputs joined. */
    public static Child start(Path folder, String... args) throws IOException {
        return start(folder, Map.of(), args);
    }

    /** The same, with more variables in its environment. */
    public static Child start(Path folder, Map<String, String> environment, String... args)
            throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ChildJvm.QUICK_START);
        command.add("-Duser.home=" + folder);
        command.add("-Djava.io.tmpdir=" + temporary);
        if (Runtime.version().feature() >= 23) {
            // Flink and Kafka use Unsafe and native libraries, of which newer JVMs warn.
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(program());
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    /**
     * The program's jars where they are built, in this module's integration tests; else our own.
     */
    private static List<String> program() {
        return System.getProperty("program.class.data") == null
                ? List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"))
                : ProgramLib.jvmArgs("flink");
    }

    /** Writes to the process's standard input, at once. */
    public void write(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends the process's standard input. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** The first line with this text in it; fails where the process ends without. */
    public synchronized String awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            for (String line : lines) {
                if (line.contains(text)) {
                    return line;
                }
            }
            assertThat(outputEnded.getCount() > 0 && System.nanoTime() < deadline)
                    .as("a line with '%s' in the output:%n%s", text, output())
                    .isTrue();
            wait(100);
        }
    }

    /** Waits for at least so many lines of output and returns them all. */
    public synchronized List<String> awaitLines(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (lines.size() < count) {
            assertThat(outputEnded.getCount() > 0 && System.nanoTime() < deadline)
                    .as("%d lines of output; there are:%n%s", count, output())
                    .isTrue();
            wait(100);
        }
        return List.copyOf(lines);
    }

    /** All output so far. */
    public synchronized String output() {
        return String.join("\n", lines);
    }

    /** SIGKILL: nothing in the process learns of it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy() would close the pipes as well
    }

    /** The exit status, once the process has ended and all its output is here. */
    public int status() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the process ended; its output:%n%s", output())
                .isTrue();
        assertThat(outputEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                lines.add("the output could not be read to its end: " + e);
            }
        } finally {
            outputEnded.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
