package io.undercurrent.cli.train;

import io.undercurrent.training.train.Look;
import io.undercurrent.training.train.TrainingPlan;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How far a training has come, as a bar in a line every few seconds: lines also read well in the
 * log of an unattended run.
 */
final class TrainingBar {
    private static final int WIDTH = 20;
    private static final double MEMORY = 0.05;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PrintWriter out;
    private final long steps;
    private final long tokensAStep;
    private long start;
    private long firstStep = -1;
    private long said;
    private double loss = Double.NaN;
    private double validation = Double.NaN;

    TrainingBar(PrintWriter out, TrainingPlan plan, long tokensAStep) {
        this.out = out;
        this.steps = plan.rate().steps();
        this.tokensAStep = tokensAStep;
        start = System.nanoTime();
        said = start;
    }

    void look(Look look) {
        validation = look.validation();
        if (look.steps() == 0) {
            out.printf(Locale.ROOT, "validation loss at the start %.4f%n", validation);
            out.flush();
        }
        start = firstStep < 0 ? System.nanoTime() : start;
    }

    void step(long step, double stepLoss) {
        firstStep = firstStep < 0 ? step - 1 : firstStep;
        loss = Double.isNaN(loss) ? stepLoss : loss + MEMORY * (stepLoss - loss);
        long now = System.nanoTime();
        if (now - said >= EVERY_NANOS) {
            said = now;
            draw(step, (now - start) / 1e9);
        }
    }

    private void draw(long step, double seconds) {
        int full = (int) (WIDTH * step / steps);
        double rate = (step - firstStep) / seconds;
        String held =
                Double.isNaN(validation)
                        ? ""
                        : String.format(Locale.ROOT, ", validation %.4f", validation);
        String line =
                String.format(
                        Locale.ROOT,
                        "[%s%s] %3d%% loss %.4f%s, %.0f tokens/s, about %.0f s left",
                        "#".repeat(full),
                        ".".repeat(WIDTH - full),
                        100 * step / steps,
                        loss,
                        held,
                        rate * tokensAStep,
                        (steps - step) / rate);
        out.println(line);
        out.flush();
    }
}
