package io.undercurrent.benchmarks.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A command of the program, and when it printed what is waited for. */
final class Clocked {
    private static final int PATIENCE_SECONDS = 120;
    private static final int TAIL = 1_000;

    private Clocked() {}

    /**
     * Runs a command until it has printed a line of each kind, and then asks it to end.
     *
     * @param kinds patterns of lines in the order in which they come
     * @return seconds from the command until the first line of each kind
     * @throws IOException where it ends before or prints nothing more
     */
    static Map<String, Double> until(List<String> command, Path folder, Map<String, Pattern> kinds)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        StringBuilder printed = new StringBuilder();
        Map<String, Double> seconds = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && seconds.size() < kinds.size()) {
                double now = (System.nanoTime() - begin) / 1e9;
                printed.append(line).append('\n');
                for (Map.Entry<String, Pattern> kind : kinds.entrySet()) {
                    if (kind.getValue().matcher(line).find()) {
                        seconds.putIfAbsent(kind.getKey(), now);
                    }
                }
                line = seconds.size() < kinds.size() ? lines.readLine() : line;
            }
            process.toHandle().destroy(); // keeps what it prints readable
            lines.lines().forEach(rest -> {}); // else it waits for its reader
        } finally {
            end(process);
            Runtime.getRuntime().removeShutdownHook(killer);
        }
        if (seconds.size() < kinds.size()) {
            String text = printed.toString();
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: ended before it printed all of %s; it printed: %s",
                            String.join(" ", command),
                            kinds.keySet(),
                            text.substring(Math.max(0, text.length() - TAIL))));
        }
        return seconds;
    }

    /**
     * Runs a command to its end.
     *
     * @param out where its standard output goes
     * @return seconds that it took
     * @throws IOException where it fails
     */
    static double whole(List<String> command, Path folder, Path out)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed");
        }
        return seconds;
    }

    private static void end(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
