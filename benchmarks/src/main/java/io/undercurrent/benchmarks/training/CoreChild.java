package io.undercurrent.benchmarks.training;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.Locale;

/**
 * The process of {@link Core}: the engine, sequences, length, seconds of warm-up and of measuring.
 */
final class CoreChild {
    private CoreChild() {}

    public static void main(String[] args) {
        int sequences = Integer.parseInt(args[1]);
        int length = Integer.parseInt(args[2]);
        Batch batch = Work.batch(sequences, length);
        try (TrainingEngine engine = Work.engine(args[0], 1)) {
            steps(engine, batch, Double.parseDouble(args[3]));
            System.out.printf(
                    Locale.ROOT,
                    "us_a_token=%.3f%n",
                    steps(engine, batch, Double.parseDouble(args[4])));
        }
    }

    /** Microseconds of this process's CPU time a token, collections of garbage included. */
    private static double steps(TrainingEngine engine, Batch batch, double seconds) {
        long before = Cpu.processNanos();
        long tokens = 0;
        while (tokens == 0 || Cpu.processNanos() - before < seconds * 1e9) {
            engine.step(batch, 1e-4);
            tokens += (long) batch.sequences() * batch.length();
        }
        return (Cpu.processNanos() - before) / 1e3 / tokens;
    }
}
