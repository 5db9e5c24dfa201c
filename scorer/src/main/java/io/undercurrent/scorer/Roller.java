package io.undercurrent.scorer;

import io.undercurrent.mamba2.BackboneStep;
import java.util.Arrays;

/**
 * Rolls a fork of a key's state ahead, feeding each median back as the next value: one method for
 * any horizon, at the price of horizon - 1 steps of the model a forecast. The live state is not
 * touched.
 */
final class Roller {
    private final SequenceModel model;
    private final ChannelReadout readout;
    private final SlabLayout layout;
    private final int channels;
    private final int horizon;
    private final BackboneStep step;
    private final float[][] input;
    private final float[][] hidden;
    private final float[][] fork;
    private final int[] offset = {0};
    private final double[] path;

    Roller(SequenceModel model, ScorerOptions options, ChannelReadout readout, SlabLayout layout) {
        this.model = model;
        this.readout = readout;
        this.layout = layout;
        channels = options.channels();
        horizon = options.horizon();
        step = model.backbone().newStep(1);
        input = new float[1][model.dModel()];
        hidden = new float[1][model.dModel()];
        fork = new float[1][model.backbone().stateFloats()];
        path = new double[horizon];
    }

    boolean forecast(Slab slab, ForecastOutput output) {
        boolean any = false;
        for (int c = 0; c < channels; c++) {
            any |= forecastChannel(slab, c, output);
        }
        return any;
    }

    private boolean forecastChannel(Slab slab, int channel, ForecastOutput output) {
        int o = layout.doublesOf(channel);
        double next = slab.doubles[o + SlabLayout.EXPECTED];
        double[] median = output.median[channel];
        double[] quantiles = output.quantiles[channel];
        if (Double.isNaN(next)) {
            Arrays.fill(median, Double.NaN);
            Arrays.fill(quantiles, Double.NaN);
            return false;
        }
        readout.loadWeights(slab.doubles, o);
        System.arraycopy(slab.floats, layout.floatsOf(channel), fork[0], 0, fork[0].length);
        path[0] = next;
        for (int h = 1; h < horizon; h++) {
            model.project((float) next, 0, 0, input[0]);
            step.step(1, input, fork, offset, hidden);
            next = readout.dot(next, hidden[0]);
            path[h] = next;
        }
        readout.spread(slab.doubles, o, path, median, quantiles);
        return true;
    }
}
