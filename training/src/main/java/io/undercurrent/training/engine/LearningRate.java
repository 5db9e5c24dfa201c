package io.undercurrent.training.engine;

/**
 * Linear warm-up to a peak, then half a cosine down to a floor.
 *
 * @param peak largest rate
 * @param floor rate at the end
 * @param warmup steps up to the peak
 * @param steps all steps
 */
public record LearningRate(double peak, double floor, long warmup, long steps) {

    /** The rate of a step, counted from 0; the floor after the last. */
    public double of(long step) {
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        double done = Math.min(1, (step - warmup) / (double) Math.max(1, steps - warmup));
        return floor + (peak - floor) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    }
}
