package io.undercurrent.scorer;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.ParameterShapes;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes one Mamba-2 block's weights channel by channel instead of tensor by tensor, so that {@link
 * SeededWeights} reads as a list of what each channel and head does.
 *
 * <p>A new block passes only constants: every gate is open (silu(z) = 1), every head is memoryless
 * with D = 1, and channel 0 carries a constant that keeps the gated RMSNorm's divisor nearly the
 * same from event to event. If two of a head's channels form the pair silu(u) - silu(-u) = u, the
 * activation costs two channels and no accuracy.
 */
final class SeededBlock {
    /** The argument where silu is 1. */
    private static final double OPEN = 1.278464542761;

    /** A decay so fast that no part of the state survives one event, even at the smallest dt. */
    private static final double MEMORYLESS = 2e4;

    private final Mamba2Config c;
    private final int constantDim;
    private final double constant;
    private final float[] inProj;
    private final float[] taps;
    private final float[] dtBias;
    private final float[] aLog;
    private final float[] skip;
    private final float[] outProj;

    /**
     * @param values all weights of the backbone; this block's are overwritten completely
     * @param constantDim the dimension of the residual stream that holds {@code constant}
     */
    SeededBlock(
            BackboneConfig config,
            Map<String, float[]> values,
            int layer,
            int constantDim,
            double constant) {
        c = config.mixer();
        this.constantDim = constantDim;
        this.constant = constant;
        String mixer = ParameterShapes.mixerPrefix(layer);
        inProj = zeros(values, mixer + "in_proj.weight");
        taps = zeros(values, mixer + "conv1d.weight");
        zeros(values, mixer + "conv1d.bias");
        dtBias = zeros(values, mixer + "dt_bias");
        aLog = zeros(values, mixer + "A_log");
        skip = zeros(values, mixer + "D");
        outProj = zeros(values, mixer + "out_proj.weight");
        fill(values, mixer + "norm.weight", constant / Math.sqrt(c.dSsm()));
        fill(
                values,
                ParameterShapes.layerPrefix(layer) + "norm.weight",
                constant / Math.sqrt(c.dModel()));
        for (int i = 0; i < c.dSsm(); i++) {
            inProj[i * c.dModel() + constantDim] = (float) (OPEN / constant);
        }
        for (int i = 0; i < c.convDim(); i++) {
            delay(i, 0);
        }
        for (int head = 0; head < c.nheads(); head++) {
            head(head, c.dtLimitMin(), MEMORYLESS, 1);
        }
        x(0, constantDim, 1);
    }

    private static float[] zeros(Map<String, float[]> values, String name) {
        Arrays.fill(values.get(name), 0f);
        return values.get(name);
    }

    private static void fill(Map<String, float[]> values, String name, double value) {
        Arrays.fill(values.get(name), (float) value);
    }

    /** Adds {@code weight} times a residual dimension to channel x[channel]. */
    void x(int channel, int dim, double weight) {
        inProj[(c.dSsm() + channel) * c.dModel() + dim] += (float) weight;
    }

    /** Adds a bias to channel x[channel]. */
    void bias(int channel, double bias) {
        x(channel, constantDim, bias / constant);
    }

    /** Sets B[n] and C[n] before their silu, the same at every event. */
    void bc(int n, double b, double cc) {
        bias(c.dSsm() + n, b);
        bias(c.dSsm() + c.dState() + n, cc);
    }

    /** Makes the channel's causal convolution a pure delay of 0 to d_conv - 1 events. */
    void delay(int channel, int lag) {
        Arrays.fill(taps, channel * c.dConv(), (channel + 1) * c.dConv(), 0f);
        taps[(channel + 1) * c.dConv() - 1 - lag] = 1f;
    }

    /** Sets a head's dt (if no row of in_proj changes it), A = -rate, and D. */
    void head(int head, double dt, double rate, double d) {
        dtBias[head] = (float) (dt + StrictMath.log(-StrictMath.expm1(-dt)));
        aLog[head] = (float) StrictMath.log(rate);
        skip[head] = (float) d;
    }

    /** Makes a head's dt softplus(slope dim - slope threshold), within dt_limit. */
    void selectiveDt(int head, int dim, double slope, double threshold) {
        int row = (c.dInProj() - c.nheads() + head) * c.dModel();
        inProj[row + dim] = (float) slope;
        inProj[row + constantDim] = (float) (-Math.abs(slope) * threshold / constant);
        dtBias[head] = 0;
    }

    /** Adds {@code weight} times the block's channel to a residual dimension. */
    void out(int dim, int channel, double weight) {
        outProj[dim * c.dInner() + channel] += (float) weight;
    }

    /** The channel number of a head's i-th channel. */
    int channel(int head, int i) {
        return head * c.headdim() + i;
    }
}
