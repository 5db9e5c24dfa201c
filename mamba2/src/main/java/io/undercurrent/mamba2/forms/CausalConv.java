package io.undercurrent.mamba2.forms;

import java.util.ArrayList;
import java.util.List;

/**
 * The causal depthwise convolution of width K over X channels. A sequence can be resumed from its
 * tail: the K-1 raw inputs before it, oldest first.
 */
final class CausalConv<V> {

    private final Reals<V> r;
    private final int width;
    private final int channels;
    private final V[] taps;
    private final V bias;

    /**
     * @param weight [X, 1, K] flat
     * @param bias [X], or null
     */
    CausalConv(Reals<V> reals, V weight, V bias, int channels, int width) {
        r = reals;
        this.width = width;
        this.channels = channels;
        this.bias = bias;
        taps = r.matrix(width, channels);
        r.transpose(taps, r.rows(weight, channels, width), channels, 0, width);
    }

    /**
     * Returns the convolution [T][X] before the SiLU, from raw inputs [T][X] and a tail [K-1][X]
     * for each sequence.
     */
    V[] forward(Packing packing, V[] raw, List<V[]> tails) {
        V[] out = r.matrix(raw.length, channels);
        for (int s = 0; s < packing.sequences(); s++) {
            for (int t = packing.start(s); t < packing.end(s); t++) {
                if (bias != null) {
                    r.copy(bias, 0, out[t], 0, channels);
                }
                for (int k = 0; k < width; k++) {
                    V row = row(raw, tails.get(s), packing.start(s), t - width + 1 + k);
                    r.multiplyAdd(out[t], taps[k], row, 0, channels);
                }
            }
        }
        return out;
    }

    /**
     * The last K-1 raw inputs of each sequence; a shorter sequence takes the missing ones from its
     * tail.
     */
    List<V[]> finalTails(Packing packing, V[] raw, List<V[]> tails) {
        List<V[]> finals = new ArrayList<>();
        for (int s = 0; s < packing.sequences(); s++) {
            V[] tail = r.matrix(width - 1, channels);
            for (int k = 0; k < width - 1; k++) {
                int t = packing.end(s) - width + 1 + k;
                r.copy(row(raw, tails.get(s), packing.start(s), t), 0, tail[k], 0, channels);
            }
            finals.add(tail);
        }
        return finals;
    }

    /**
     * Adds to the gradients of raw inputs, tails and parameters.
     *
     * @param dOut gradients of the output, [T][X]
     * @param dFinalTails gradients of the final tails, or null for zeros
     * @param dWeight [X, 1, K] flat
     * @param dBias [X], or null
     */
    void backward(
            Packing packing,
            V[] raw,
            List<V[]> tails,
            V[] dOut,
            List<V[]> dFinalTails,
            V[] dRaw,
            List<V[]> dTails,
            V dWeight,
            V dBias) {
        V[] dTaps = r.matrix(width, channels);
        for (int s = 0; s < packing.sequences(); s++) {
            int start = packing.start(s);
            for (int t = start; t < packing.end(s); t++) {
                if (dBias != null) {
                    r.axpy(dBias, 1, dOut[t], 0, channels);
                }
                for (int k = 0; k < width; k++) {
                    int from = t - width + 1 + k;
                    V dRow = row(dRaw, dTails.get(s), start, from);
                    r.multiplyAdd(dRow, taps[k], dOut[t], 0, channels);
                    V row = row(raw, tails.get(s), start, from);
                    r.multiplyAdd(dTaps[k], dOut[t], row, 0, channels);
                }
            }
            for (int k = 0; dFinalTails != null && k < width - 1; k++) {
                V dRow = row(dRaw, dTails.get(s), start, packing.end(s) - width + 1 + k);
                r.axpy(dRow, 1, dFinalTails.get(s)[k], 0, channels);
            }
        }
        V[] byChannel = r.matrix(channels, width);
        r.transpose(byChannel, dTaps, width, 0, channels);
        r.addTo(dWeight, byChannel, width);
    }

    private V row(V[] raw, V[] tail, int start, int t) {
        return t >= start ? raw[t] : tail[width - 1 + t - start];
    }
}
