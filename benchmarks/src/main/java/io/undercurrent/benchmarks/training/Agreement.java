package io.undercurrent.benchmarks.training;

import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.Locale;

/** A comparison of speed means nothing between two things that differ. */
final class Agreement {
    private static final double LARGEST = 1e-3;

    private Agreement() {}

    /** The same of new engines of one thread each. */
    static void require(Batch batch, int steps) {
        try (TrainingEngine java = Work.engine("java", 1);
                TrainingEngine dl4j = Work.engine("dl4j", 1)) {
            System.err.println(of(java, dl4j, batch, steps));
        }
    }

    /**
     * Compares their losses over some steps.
     *
     * @return what was found, in words
     * @throws IllegalStateException where they disagree
     */
    static String of(TrainingEngine java, TrainingEngine dl4j, Batch batch, int steps) {
        double worst = 0;
        double expected = 0;
        double found = 0;
        for (int step = 0; step < steps; step++) {
            expected = java.step(batch, 1e-3);
            found = dl4j.step(batch, 1e-3);
            worst = Math.max(worst, Math.abs(found - expected) / expected);
        }
        String words =
                String.format(
                        Locale.ROOT,
                        "loss after %d steps: java %.6f, dl4j %.6f; largest relative difference %.1e",
                        steps,
                        expected,
                        found,
                        worst);
        if (!(worst <= LARGEST)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT, "%s; they disagree: allowed is %.0e", words, LARGEST));
        }
        return words;
    }
}
