package io.undercurrent.cli.train;

import io.undercurrent.cli.Cli;
import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Generated files and the trainings on them, small enough for seconds. */
final class Histories {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Histories() {}

    static IntToDoubleFunction wave(long seed) {
        return t ->
                40
                        + 9 * Math.sin(t * Math.PI / 12)
                        + new SplittableRandom(31 * seed + t).nextDouble();
    }

    static String time(int t) {
        return START.plusSeconds(3600L * t).toString();
    }

    static Path csv(Path file, int n, IntToDoubleFunction value) throws IOException {
        StringBuilder text = new StringBuilder("time,value\n");
        for (int t = 0; t < n; t++) {
            double v = value.applyAsDouble(t);
            String cell = Double.isNaN(v) ? "" : String.format(Locale.ROOT, "%.3f", v);
            text.append(time(t)).append(',').append(cell).append('\n');
        }
        return Files.writeString(file, text);
    }

    static Path config(Path folder, String more) throws IOException {
        return Files.writeString(
                folder.resolve("train.yaml"),
                "train: {start: scratch, tokens: 4000, seed: 5, threads: 2" + more + "}\n");
    }

    static Cli train(String... options) {
        List<String> args = new ArrayList<>(List.of("train"));
        args.addAll(List.of(options));
        return Cli.run("", args.toArray(String[]::new));
    }

    static Map<String, String> weights(Path folder) throws IOException {
        Map<String, String> weights = new LinkedHashMap<>();
        try (SafetensorsFile in = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            for (String name : in.tensors().keySet()) {
                weights.put(name, java.util.Arrays.toString(in.floats(name)));
            }
        }
        return weights;
    }

    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
