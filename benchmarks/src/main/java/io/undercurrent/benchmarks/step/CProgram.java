package io.undercurrent.benchmarks.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The yardstick, built where gcc is there. */
final class CProgram {
    private CProgram() {}

    /** What the goals are measured against. */
    static final String NAME = "C";

    /** A stricter yardstick: gcc may then vectorise the clamps of the SiLU. */
    static final String STRICTER = "C -fno-trapping-math";

    /** The programs by name, none where there is no gcc. */
    static Map<String, Path> build(Path folder) throws IOException, InterruptedException {
        try {
            Contender.run(List.of("gcc", "--version"));
        } catch (IOException e) {
            return Map.of();
        }
        Path source = folder.resolve("step.c");
        try (InputStream in = CProgram.class.getResourceAsStream("/step.c")) {
            Files.copy(in, source);
        }
        Map<String, Path> programs = new LinkedHashMap<>();
        programs.put(NAME, compile(source, folder.resolve("step"), List.of()));
        programs.put(
                STRICTER,
                compile(
                        source,
                        folder.resolve("step-strict"),
                        List.of("-fno-math-errno", "-fno-trapping-math")));
        return programs;
    }

    private static Path compile(Path source, Path program, List<String> flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gcc", "-O3", "-march=native"));
        command.addAll(flags);
        command.addAll(List.of("-o", program.toString(), source.toString(), "-lm"));
        Contender.run(command);
        return program;
    }

    /** Peak GFLOP/s; GB/s of reading the weights, updating a hot state, updating in memory. */
    static Limit limit(Path program, Path model) throws IOException, InterruptedException {
        String[] parts =
                Contender.run(List.of(program.toString(), model.toString(), "limit"))
                        .split(" ", -1);
        return new Limit(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }

    /**
     * What the machine can do, measured on one core.
     *
     * @param gflops multiply-adds, two each
     * @param readWeights GB/s of reading an array as large as the weights
     * @param updateHot GB/s of updating an array as large as one state, read and write counted
     * @param updateCold the same for 1 GiB
     */
    record Limit(double gflops, double readWeights, double updateHot, double updateCold) {
        /** Microseconds an event: the arithmetic, or the bytes, whichever takes longer. */
        double micros(Preset preset, boolean hot) {
            double bytes =
                    preset.weightBytes() / readWeights
                            + 2.0 * preset.stateBytes() / (hot ? updateHot : updateCold);
            return Math.max(preset.flops() / gflops, bytes) / 1e3;
        }
    }
}
