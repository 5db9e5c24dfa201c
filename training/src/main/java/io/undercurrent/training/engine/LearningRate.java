package io.undercurrent.training.engine;

/**
 * Linear warm-up to a peak, then half a cosine down to a floor.
 *
 * @param peak largest rate
 * @param floor rate at the end
 * @param warmup number of steps up to the peak
 * @param steps number of all steps
 */
public record LearningRate(double peak, double floor, long warmup, long steps) {

    /** The rate of a step, counted from 0; after the last step, the floor. */
    public double of(long step) {
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        double done = Math.min(1, (step - warmup) / (double) Math.max(1, steps - warmup));
        return floor + (peak - floor) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    }
}
