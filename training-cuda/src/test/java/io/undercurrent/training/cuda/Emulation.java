package io.undercurrent.training.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kernels compiled as plain C++ behind a driver of our own: {@code src/test/cuda}. Tests take
 * it in place of NVIDIA's driver. Where g++ is missing they are skipped.
 */
final class Emulation {
    private static final Path SOURCES = Path.of("src", "test", "cuda");
    private static final Path KERNELS = Path.of("src", "main", "cuda");
    private static final List<String> UNITS = List.of("emulated_kernels", "emulation", "driver");

    private static Path library;
    private static String missing;

    private Emulation() {}

    /** Makes this process use the emulation; resets what earlier tests told it. */
    static synchronized void use() {
        if (library == null && missing == null) {
            if (runs("g++", "--version")) {
                library = build(Path.of("target", "emulation"), List.of("-O1"));
                System.setProperty(Driver.LIBRARY_PROPERTY, library.toString());
            } else {
                missing = "there is no g++: the kernels cannot be run without a GPU";
            }
        }
        if (missing != null) {
            System.out.println("skipped: " + missing);
        }
        assumeTrue(missing == null, missing);
        call("emulation_reset");
    }

    /** Compiles the library, unless it is newer than all of its sources. */
    static Path build(Path to, List<String> flags) {
        try {
            Files.createDirectories(to);
            Path built = to.resolve("libemulated.so").toAbsolutePath();
            if (Files.exists(built) && newest() <= Files.getLastModifiedTime(built).toMillis()) {
                return built;
            }
            List<String> objects = new ArrayList<>();
            for (String unit : UNITS) {
                String object = to.resolve(unit + ".o").toString();
                List<String> command =
                        new ArrayList<>(
                                List.of(
                                        "g++",
                                        "-std=c++20",
                                        "-Wall",
                                        "-Wextra",
                                        "-Werror",
                                        "-fPIC",
                                        "-I" + SOURCES,
                                        "-I" + KERNELS));
                command.addAll(flags);
                command.addAll(
                        List.of("-c", SOURCES.resolve(unit + ".cpp").toString(), "-o", object));
                run(command);
                objects.add(object);
            }
            List<String> link = new ArrayList<>(List.of("g++", "-shared", "-o", built.toString()));
            link.addAll(flags);
            link.addAll(objects);
            run(link);
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long newest() throws IOException {
        long newest = 0;
        for (Path folder : List.of(SOURCES, KERNELS)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return newest;
    }

    static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether a program is there. */
    static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Function function(String name) {
        return NativeLibrary.getInstance(library.toString()).getFunction(name);
    }

    /** Calls one of the emulation's functions for tests. */
    static int call(String name, Object... arguments) {
        return function(name).invokeInt(arguments);
    }

    /** The names of the driver's functions that were called since the last reset. */
    static List<String> calls() {
        String calls = function("emulation_calls").invokeString(new Object[0], false);
        return calls.lines().map(line -> line.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Allocations, streams, graphs, modules, contexts and events that nobody gave back. */
    static int alive() {
        return call("emulation_alive");
    }
}
