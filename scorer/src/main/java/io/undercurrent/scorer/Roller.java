package io.undercurrent.scorer;

import io.undercurrent.mamba2.BackboneStep;
import java.util.Arrays;

/**
 * Rolls a fork of a key's state ahead and feeds each median back as the next value. This works for
 * any horizon and costs horizon - 1 steps of the model per forecast. The live state is not touched.
 */
final class Roller {
    private final SeededModel model;
    private final ChannelReadout readout;
    private final int horizon;
    private final BackboneStep step;
    private final float[][] input;
    private final float[][] hidden;
    private final float[][] fork;
    private final int[] offset = {0};
    private final double[] path;

    Roller(SeededModel model, ScorerOptions options, ChannelReadout readout) {
        this.model = model;
        this.readout = readout;
        horizon = options.horizon();
        step = model.trunk().newStep(1);
        input = new float[1][model.dModel()];
        hidden = new float[1][model.dModel()];
        fork = new float[1][model.trunk().convFloats() + model.trunk().ssmFloats()];
        path = new double[horizon];
    }

    boolean forecast(
            double[] s, int o, float[] state, int stateAt, double[] median, double[] quantiles) {
        double next = s[o + NumberState.EXPECTED];
        if (Double.isNaN(next)) {
            return false;
        }
        readout.loadWeights(s, o);
        System.arraycopy(state, stateAt, fork[0], 0, fork[0].length);
        path[0] = next;
        for (int h = 1; h < horizon; h++) {
            model.project((float) next, 0, 0, input[0]);
            step.step(1, input, fork, offset, hidden);
            next = readout.dot(next, hidden[0]);
            path[h] = next;
        }
        if (Double.isNaN(next)) { // each step reads the one before, so the last one tells
            Arrays.fill(median, Double.NaN);
            return true;
        }
        readout.spread(s, o, path, median, quantiles);
        return true;
    }
}
