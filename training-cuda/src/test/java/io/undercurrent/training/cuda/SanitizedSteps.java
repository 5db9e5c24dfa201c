package io.undercurrent.training.cuda;

import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two steps of each network; {@code training-cuda/sanitize} runs it on the emulation,
 * compute-sanitizer on a GPU. Arguments are the networks to take, else all.
 */
final class SanitizedSteps {
    private SanitizedSteps() {}

    public static void main(String[] arguments) {
        Map<String, NetworkConfig> cases = new LinkedHashMap<>(Cases.all());
        Random random = new Random(11);
        for (int i = 0; i < 6; i++) {
            cases.put("random " + i, Cases.random(random));
        }
        if (arguments.length > 0) {
            cases.keySet().retainAll(List.of(arguments));
        }
        cases.forEach((name, config) -> run(name, config, CudaMode.FLOAT32));
        run("plain", Cases.all().get("plain"), CudaMode.TF32);
        run("plain", Cases.all().get("plain"), CudaMode.BF16);
        tokens(new InputOptions(List.of(1, 3, 8), 2, 60), new RoundCut(10, 60, 2));
        tokens(new InputOptions(List.of(2, 4), 4, 28), new RoundCut(0, 60, 1));
        System.out.println("went to the end");
    }

    private static void tokens(InputOptions options, RoundCut cut) {
        try (Device device = new Device();
                CudaTokens tokens = new CudaTokens(device)) {
            TokenTruth.Worst worst =
                    TokenTruth.compare(tokens, Streams.all(cut.end() + 8, 1), options, cut);
            System.out.println("tokens: at most " + worst.difference() + " off");
        }
    }

    private static void run(String name, NetworkConfig config, CudaMode mode) {
        try (TrainingEngine engine = GpuCheck.engine(config, Cases.weights(config, 1), mode)) {
            double loss = engine.step(Cases.batch(config, 2, 19, 1, true), 1e-3);
            engine.step(Cases.batch(config, 2, 19, 2, false), 1e-3);
            System.out.println(mode.kernel() + ", " + name + ": loss " + loss);
        }
    }
}
