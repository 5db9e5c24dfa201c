package io.undercurrent.benchmarks.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.mamba2.StepVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A way of doing the step, run in a process of its own.
 *
 * @param name what the table calls it
 * @param jdk the JDK's folder, or null for C
 * @param variant the variant in Java, or null for C
 * @param program the compiled C program, or null for Java
 */
record Contender(String name, Path jdk, StepVariant variant, Path program) {
    private static final int LONGEST_MINUTES = 10;

    static Contender java(Path jdk, String version, StepVariant variant) {
        String name = variant.name().toLowerCase(Locale.ROOT) + " " + version;
        return new Contender(name, jdk, variant, null);
    }

    static Contender c(String name, Path program) {
        return new Contender(name, null, null, program);
    }

    boolean isC() {
        return program != null;
    }

    /** Writes the outputs of the preset's events. */
    void check(Preset preset, Path model, Path out) throws IOException, InterruptedException {
        var unused =
                isC()
                        ? run(
                                List.of(
                                        program.toString(),
                                        model.toString(),
                                        "check",
                                        out.toString()))
                        : run(javaCommand(256, preset.label(), "check", out.toString()));
    }

    /** Microseconds an event. */
    double time(Preset preset, Path model, int keys, int batch, Effort effort)
            throws IOException, InterruptedException {
        String millis = String.valueOf(effort.millis());
        if (isC()) {
            return Double.parseDouble(
                    run(
                            List.of(
                                    program.toString(),
                                    model.toString(),
                                    "time",
                                    String.valueOf(keys),
                                    millis)));
        }
        long megabytes = 256 + (long) (1.2 * preset.stateBytes() * keys / (1 << 20));
        return Double.parseDouble(
                run(
                        javaCommand(
                                megabytes,
                                preset.label(),
                                "time",
                                String.valueOf(keys),
                                String.valueOf(batch),
                                String.valueOf(effort.warmMillis()),
                                millis)));
    }

    /** Microseconds an event of a long prefill. */
    double prefill(Preset preset, Effort effort) throws IOException, InterruptedException {
        return Double.parseDouble(
                run(
                        javaCommand(
                                256,
                                preset.label(),
                                "prefill",
                                String.valueOf(effort.warmMillis()),
                                String.valueOf(effort.millis()))));
    }

    /** What {@link ColdStart} prints. */
    String start(Preset preset, int warmMillis) throws IOException, InterruptedException {
        return run(javaCommand(256, preset.label(), "start", String.valueOf(warmMillis)));
    }

    private List<String> javaCommand(long megabytes, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin").resolve("java").toString());
        // One collector thread beside the measured one, and no heap that grows meanwhile.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms" + megabytes + "m"));
        command.add("-Xmx" + megabytes + "m");
        if (variant == StepVariant.VECTOR) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.add("-D" + StepVariant.PROPERTY + "=" + variant.name().toLowerCase(Locale.ROOT));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StepChild.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** What the process printed. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("step", ".err");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s failed: %s",
                                String.join(" ", command),
                                Files.readString(errors)));
            }
            return out.strip();
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
        }
    }

    /** The variants of a JDK; its version is asked of it. */
    static List<Contender> of(Path jdk) throws IOException, InterruptedException {
        Optional<String> version =
                run(List.of(
                                jdk.resolve("bin").resolve("java").toString(),
                                "-XshowSettings:properties",
                                "--version"))
                        .lines()
                        .filter(line -> line.startsWith("openjdk ") || line.startsWith("java "))
                        .map(line -> line.split(" ", -1)[1].split("\\.", -1)[0])
                        .findFirst();
        String label = "JDK " + version.orElse("at " + jdk);
        return List.of(java(jdk, label, StepVariant.PLAIN), java(jdk, label, StepVariant.VECTOR));
    }

    /**
     * How long to measure.
     *
     * @param warmMillis for the compilers
     * @param millis measured
     */
    record Effort(int warmMillis, int millis) {}
}
