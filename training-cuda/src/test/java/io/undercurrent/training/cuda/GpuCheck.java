package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.network.NetworkInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Checks and times the engine on a real GPU: {@code training-cuda/gpu-check}. Goes on after a
 * failing part. The last argument is the file for all figures, as JSON.
 */
final class GpuCheck {
    private static final int STRETCHES = 7;
    private static final double STRETCH_MS = 60;

    private final List<String> json = new ArrayList<>();
    private int failures;

    private GpuCheck() {}

    /** Most that a gradient may differ, by precision. */
    private record Allowed(double float32, double tf32, double bf16) {
        double of(CudaMode mode) {
            return switch (mode) {
                case FLOAT32 -> float32;
                case TF32 -> tf32;
                case BF16 -> bf16;
            };
        }
    }

    /** A part of the checks. */
    private interface Part {
        void run();
    }

    public static void main(String[] arguments) throws IOException {
        GpuCheck check = new GpuCheck();
        List<String> parts = Arrays.asList(arguments[0].split(","));
        Path file = Path.of(arguments[1]);
        check.part("device", check::device);
        if (parts.contains("truth")) {
            check.part("gradients of small networks against float64", check::smallGradients);
            check.part("gradients of the presets against float64", check::presetGradients);
            check.part("two runs to the same bits", check::twoRuns);
        }
        if (parts.contains("truth") || parts.contains("steps")) {
            check.part("200 steps against engine java", check::steps);
        }
        if (parts.contains("truth") || parts.contains("tokens")) {
            check.part("tokens against the streaming code", check::tokens);
        }
        if (parts.contains("once")) {
            check.part("one step for a profiler", check::once);
        }
        if (parts.contains("profile")) {
            check.part("kernels", check::profile);
        }
        if (parts.contains("time")) {
            check.part("times", check::times);
        }
        Files.writeString(file, "[\n" + String.join(",\n", check.json) + "\n]\n");
        System.out.println(check.failures == 0 ? "all right" : check.failures + " failures");
        System.exit(check.failures == 0 ? 0 : 1);
    }

    private void part(String name, Part part) {
        System.out.println("== " + name);
        long start = System.nanoTime();
        try {
            part.run();
        } catch (RuntimeException | LinkageError e) {
            failed(name + ": " + e);
            e.printStackTrace(System.out);
        }
        System.out.printf(Locale.ROOT, "   (%.1f s)%n", (System.nanoTime() - start) / 1e9);
    }

    private void failed(String what) {
        failures++;
        System.out.println("FAILED " + what);
        json.add(String.format(Locale.ROOT, "{\"failed\": \"%s\"}", what.replace('"', '\'')));
    }

    private void device() {
        try (Device device = new Device()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d multiprocessors, %d bytes of shared memory a block%n",
                    device.name(),
                    device.multiprocessors(),
                    device.sharedBytes());
            json.add("{\"device\": \"" + device.name() + "\"}");
        }
    }

    /** Sums of a warp have another order, and the GPU has its own sines. */
    private void tokens() {
        RoundCut cut = new RoundCut(0, 256, 6);
        int farthest = 96;
        try (Device device = new Device();
                CudaTokens tokens = new CudaTokens(device)) {
            for (int seed = 0; seed < 4; seed++) {
                List<Series> series = Streams.all(cut.end() + farthest, seed);
                TokenTruth.Worst worst =
                        TokenTruth.compare(tokens, series, NetworkDefaults.TOKENS, cut);
                System.out.printf(
                        Locale.ROOT,
                        "%d series of %d tokens, seed %d: at most %.1e off (%s)%n",
                        series.size(),
                        cut.end(),
                        seed,
                        worst.difference(),
                        worst.where());
                json.add(
                        String.format(
                                Locale.ROOT,
                                "{\"tokens\": %d, \"seed\": %d, \"off\": %.3e}",
                                series.size() * cut.end(),
                                seed,
                                worst.difference()));
                if (!(worst.difference() < 1e-5)) {
                    failed("tokens: " + worst.where());
                }
            }
        }
    }

    static CudaEngine engine(NetworkConfig config, Parameters<float[]> weights, CudaMode mode) {
        Device device = new Device();
        try {
            return new CudaEngine(device, config, weights, AdamWOptions.defaults(), mode);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    private void smallGradients() {
        Map<String, NetworkConfig> cases = new LinkedHashMap<>(Cases.all());
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            cases.put("random " + i, Cases.random(random));
        }
        for (CudaMode mode : CudaMode.values()) {
            double most = 0;
            String worst = "";
            for (Map.Entry<String, NetworkConfig> entry : cases.entrySet()) {
                double error = error(entry.getValue(), mode, 5, 75);
                if (!(error <= most)) {
                    most = error;
                    worst = entry.getKey();
                }
            }
            judge("small networks", mode, most, " (" + worst + ")", new Allowed(5e-5, 6e-2, 6e-1));
        }
    }

    private void presetGradients() {
        presets()
                .forEach(
                        (name, config) -> {
                            for (CudaMode mode : CudaMode.values()) {
                                judge(
                                        name,
                                        mode,
                                        error(config, mode, 3, 200),
                                        "",
                                        new Allowed(1e-5, 3e-2, 9e-2));
                            }
                        });
    }

    private void judge(String name, CudaMode mode, double error, String note, Allowed allowed) {
        boolean right = error <= allowed.of(mode);
        System.out.printf(
                Locale.ROOT,
                "%-16s %-8s gradient's relative error %.2e%s%n",
                name,
                mode.kernel(),
                error,
                note);
        json.add(
                String.format(
                        Locale.ROOT,
                        "{\"gradient\": \"%s\", \"mode\": \"%s\", \"error\": %.3e}",
                        name,
                        mode.kernel(),
                        error));
        if (!right) {
            failed(name + " in " + mode.kernel() + ": error " + error);
        }
    }

    /** The larger error of a fresh piece and of one with carried states. */
    private static double error(NetworkConfig config, CudaMode mode, int sequences, int length) {
        Parameters<float[]> weights = Cases.weights(config, 3);
        Truth truth = new Truth(config, weights);
        double most = 0;
        try (CudaEngine engine = engine(config, weights, mode)) {
            for (int piece = 0; piece < 2; piece++) {
                Batch batch = Cases.batch(config, sequences, length, piece, piece == 0);
                double expected = truth.step(batch);
                double found = engine.step(batch, 0);
                double error = truth.error(engine.gradients());
                most = error > most || Double.isNaN(error) ? error : most;
                if (!(Math.abs(found - expected) <= 1e-2 * Math.abs(expected))) {
                    most = Double.NaN;
                }
            }
        }
        return most;
    }

    /**
     * Losses of 200 steps, each on a batch of its own: on few batches again and again, training
     * soon amplifies any rounding. The yardstick is engine java from weights that differ in their
     * last bits.
     */
    private void steps() {
        NetworkConfig config = presets().get("universal");
        double[] expected = losses(java(config, false), config);
        double yardstick = difference(losses(java(config, true), config), expected);
        System.out.printf(
                Locale.ROOT,
                "engine java from weights with other last bits: largest relative difference %.2e%n",
                yardstick);
        for (CudaMode mode : CudaMode.values()) {
            double most =
                    difference(losses(engine(config, seeded(config), mode), config), expected);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s largest relative difference of 200 losses %.2e, last loss %.5f%n",
                    mode.kernel(),
                    most,
                    expected[expected.length - 1]);
            json.add(
                    String.format(
                            Locale.ROOT,
                            "{\"steps\": 200, \"mode\": \"%s\", \"difference\": %.3e, \"yardstick\": %.3e}",
                            mode.kernel(),
                            most,
                            yardstick));
            if (!(most <= (mode == CudaMode.FLOAT32 ? 20 * yardstick : 1e-2))) {
                failed("200 steps in " + mode.kernel());
            }
        }
    }

    private static Parameters<float[]> seeded(NetworkConfig config) {
        return NetworkInit.seeded(config, 3);
    }

    private static TrainingEngine java(NetworkConfig config, boolean moved) {
        Parameters<float[]> weights = seeded(config);
        for (String name : weights.names()) {
            float[] values = weights.get(name);
            for (int i = 0; moved && i < values.length; i += 2) {
                values[i] = Math.nextUp(values[i]);
            }
        }
        return Engines.create("java", config, weights, AdamWOptions.defaults(), 8);
    }

    private static double[] losses(TrainingEngine engine, NetworkConfig config) {
        double[] losses = new double[200];
        try (engine) {
            for (int step = 0; step < losses.length; step++) {
                losses[step] = engine.step(Cases.batch(config, 8, 64, step, step % 2 == 0), 1e-3);
            }
        }
        return losses;
    }

    private static double difference(double[] found, double[] expected) {
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(found[i] - expected[i]) / expected[i];
            most = difference <= most ? most : difference;
        }
        return most;
    }

    private void twoRuns() {
        NetworkConfig config = presets().get("universal");
        for (CudaMode mode : CudaMode.values()) {
            List<Parameters<float[]>> ends = new ArrayList<>();
            for (int run = 0; run < 2; run++) {
                try (CudaEngine engine = engine(config, Cases.weights(config, 3), mode)) {
                    for (int step = 0; step < 20; step++) {
                        engine.step(Cases.batch(config, 16, 100, step, step % 2 == 0), 1e-3);
                    }
                    ends.add(engine.parameters());
                }
            }
            boolean same =
                    ends.get(0).names().stream()
                            .allMatch(
                                    name ->
                                            Arrays.equals(
                                                    ends.get(0).get(name), ends.get(1).get(name)));
            System.out.println(mode.kernel() + (same ? ": the same bits" : ": other bits"));
            if (!same) {
                failed("two runs in " + mode.kernel());
            }
        }
    }

    /** Networks with the universal model's inputs and head; the other backbones are presets. */
    static Map<String, NetworkConfig> presets() {
        Map<String, NetworkConfig> presets = new LinkedHashMap<>();
        presets.put(
                "universal",
                network(
                        new BackboneConfig(
                                2,
                                Mamba2Config.builder(64)
                                        .expand(1)
                                        .headdim(16)
                                        .dState(16)
                                        .chunkSize(64)
                                        .build())));
        presets.put("tiny", network(BackboneConfig.tiny()));
        presets.put("small", network(BackboneConfig.small()));
        presets.put("base", network(BackboneConfig.base()));
        presets.put("large", network(BackboneConfig.large()));
        return presets;
    }

    private static NetworkConfig network(BackboneConfig backbone) {
        return new NetworkConfig(
                154,
                Trunk.MAMBA2,
                backbone,
                224,
                new HeadConfig.Quantiles(
                        NetworkDefaults.TOKENS.horizons(),
                        List.of(0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99),
                        12));
    }

    private void once() {
        NetworkConfig config = presets().get("universal");
        Batch batch = Cases.batch(config, 64, 1024, 1, true);
        try (CudaEngine engine = engine(config, Cases.weights(config, 3), CudaMode.TF32)) {
            engine.step(batch, 0);
        }
    }

    private void profile() {
        for (String name : List.of("universal", "base")) {
            for (CudaMode mode : List.of(CudaMode.TF32, CudaMode.BF16)) {
                NetworkConfig config = presets().get(name);
                Batch batch = Cases.batch(config, 64, 1024, 1, true);
                try (CudaEngine engine = engine(config, Cases.weights(config, 3), mode)) {
                    engine.step(batch, 0);
                    Map<String, Double> times = engine.plan(batch, true).profile();
                    System.out.printf(Locale.ROOT, "%s %s, us a step%n", name, mode.kernel());
                    times.entrySet().stream()
                            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                            .forEach(
                                    e ->
                                            System.out.printf(
                                                    Locale.ROOT,
                                                    "  %8.1f %s%n",
                                                    e.getValue() * 1000,
                                                    e.getKey()));
                }
            }
        }
    }

    private void times() {
        System.out.println(
                "network    batch        mode       kernels ms   M tokens/s   graph ms   step() ms   MiB");
        int[][] shapes = {{64, 256}, {64, 1024}, {16, 8192}};
        presets()
                .forEach(
                        (name, config) -> {
                            for (int[] shape : shapes) {
                                if (shape[1] == 8192 && !name.equals("universal")) {
                                    continue;
                                }
                                Batch batch = Cases.batch(config, shape[0], shape[1], 1, true);
                                for (CudaMode mode : CudaMode.values()) {
                                    time(name, config, batch, mode);
                                }
                            }
                        });
    }

    private void time(String name, NetworkConfig config, Batch batch, CudaMode mode) {
        try (CudaEngine engine = engine(config, Cases.weights(config, 3), mode)) {
            engine.step(batch, 1e-4);
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                engine.step(batch, 1e-4);
            }
            double step = (System.nanoTime() - start) / 3e6;
            StepPlan plan = engine.plan(batch, true);
            int times = (int) Math.ceil(STRETCH_MS / Math.max(0.01, plan.millisecondsOfKernels(3)));
            double kernels = median(() -> plan.millisecondsOfKernels(times));
            double graph = median(() -> plan.millisecondsOfGraph(Math.max(3, times / 3)));
            double rate = batch.sequences() * batch.length() / kernels / 1000;
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %3d x %-6d %-8s %12.3f %12.1f %10.3f %11.2f %5d%n",
                    name,
                    batch.sequences(),
                    batch.length(),
                    mode.kernel(),
                    kernels,
                    rate,
                    graph,
                    step,
                    plan.bytes() >> 20);
            json.add(
                    String.format(
                            Locale.ROOT,
                            "{\"network\": \"%s\", \"sequences\": %d, \"length\": %d, \"mode\": \"%s\", \"kernels_ms\": %.4f, \"graph_ms\": %.4f, \"step_ms\": %.3f}",
                            name,
                            batch.sequences(),
                            batch.length(),
                            mode.kernel(),
                            kernels,
                            graph,
                            step));
        } catch (RuntimeException e) {
            failed(name + " " + batch.sequences() + " x " + batch.length() + " " + mode + ": " + e);
        }
    }

    /** A measurement in milliseconds. */
    private interface Measure {
        double run();
    }

    private static double median(Measure measure) {
        double[] all = new double[STRETCHES];
        for (int i = 0; i < STRETCHES; i++) {
            all[i] = measure.run();
        }
        Arrays.sort(all);
        return all[STRETCHES / 2];
    }
}
