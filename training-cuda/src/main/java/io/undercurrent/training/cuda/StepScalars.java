package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import io.undercurrent.training.engine.AdamWOptions;

/**
 * What AdamW needs of one step; {@code Scalars} in optimiser.cuh.
 *
 * @param options of the optimiser
 * @param step counted from 1
 */
record StepScalars(AdamWOptions options, long step, double learningRate) {

    void write(Pointer to, float scale, boolean fresh) {
        double steps = step;
        double[] values = {
            learningRate / (1 - StrictMath.pow(options.beta1(), steps)),
            1 / (1 - StrictMath.pow(options.beta2(), steps)),
            learningRate * options.weightDecay(),
            options.beta1(),
            options.beta2(),
            options.epsilon(),
            options.clip()
        };
        to.write(0, values, 0, values.length);
        to.setFloat(StepContext.SCALE_AT, scale);
        to.setInt(StepContext.FRESH_AT, fresh ? 1 : 0);
    }
}
