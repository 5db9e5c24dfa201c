package io.undercurrent.cli.train;

import io.undercurrent.command.ProgressLine;
import io.undercurrent.training.run.NetworkTraining;
import io.undercurrent.training.run.TrainingProgress;
import io.undercurrent.training.train.ValidationPoint;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Prints a training's progress every few seconds as a line with a bar. Lines are also readable in
 * the log of an unattended run.
 */
public final class TrainingBar implements TrainingProgress {
    private static final int WIDTH = 20;
    private static final double MEMORY = 0.05;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PrintWriter out;
    private final ProgressLine line;
    private long steps;
    private long tokensAStep;
    private long start;
    private long firstStep = -1;
    private long said;
    private double loss = Double.NaN;
    private double validation = Double.NaN;

    /** Prints to {@code out}. */
    public TrainingBar(PrintWriter out) {
        this.out = out;
        line = new ProgressLine(out);
    }

    @Override
    public void started(NetworkTraining training, String engine) {
        steps = training.plan().rate().steps();
        tokensAStep = training.tokensAStep();
        start = System.nanoTime();
        said = start;
        out.printf(
                Locale.ROOT,
                "training on %s: %d weights, %d tokens in %d steps%n",
                engine,
                training.size(),
                steps * tokensAStep,
                steps);
        out.flush();
    }

    @Override
    public void validated(ValidationPoint point) {
        validation = point.validation();
        if (point.steps() == 0) {
            out.printf(Locale.ROOT, "validation loss at the start %.4f%n", validation);
            out.flush();
        }
        start = firstStep < 0 ? System.nanoTime() : start;
    }

    @Override
    public void step(long step, double stepLoss) {
        firstStep = firstStep < 0 ? step - 1 : firstStep;
        loss = Double.isNaN(loss) ? stepLoss : loss + MEMORY * (stepLoss - loss);
        long now = System.nanoTime();
        if (now - said >= EVERY_NANOS) {
            said = now;
            draw(step, (now - start) / 1e9);
        }
    }

    @Override
    public void judging() {
        out.println("judging on the test part");
        out.flush();
    }

    @Override
    public void judged(String what, long done, long total) {
        line.report(what, done, total);
    }

    private void draw(long step, double seconds) {
        int full = (int) (WIDTH * step / steps);
        double rate = (step - firstStep) / seconds;
        String held =
                Double.isNaN(validation)
                        ? ""
                        : String.format(Locale.ROOT, ", validation %.4f", validation);
        String text =
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
        out.println(text);
        out.flush();
    }
}
