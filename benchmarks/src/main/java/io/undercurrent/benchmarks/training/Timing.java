package io.undercurrent.benchmarks.training;

import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.Arrays;
import java.util.Locale;

/** Tokens a second of whole steps: forward, backward and update. */
final class Timing {
    private static final double RATE = 1e-4;

    private final TrainingEngine engine;
    private final Batch batch;
    private final double[] rounds;
    private int measured;

    Timing(TrainingEngine engine, Batch batch, int rounds) {
        this.engine = engine;
        this.batch = batch;
        this.rounds = new double[rounds];
    }

    /** Steps for at least so long, and at least two; nothing is kept. */
    void warm(double seconds) {
        tokensPerSecond(seconds);
    }

    /** One more round. */
    void measure(double seconds) {
        rounds[measured++] = tokensPerSecond(seconds);
    }

    private double tokensPerSecond(double seconds) {
        long start = System.nanoTime();
        long steps = 0;
        double elapsed = 0;
        while (steps < 2 || elapsed < seconds) {
            engine.step(batch, RATE);
            steps++;
            elapsed = (System.nanoTime() - start) / 1e9;
        }
        return (double) (steps * batch.sequences() * batch.length()) / elapsed;
    }

    /** The median round, tokens a second. */
    double median() {
        return sorted()[measured / 2];
    }

    /** Slowest and fastest round. */
    String range() {
        double[] sorted = sorted();
        return String.format(Locale.ROOT, "%,.0f to %,.0f", sorted[0], sorted[measured - 1]);
    }

    private double[] sorted() {
        double[] sorted = Arrays.copyOf(rounds, measured);
        Arrays.sort(sorted);
        return sorted;
    }
}
