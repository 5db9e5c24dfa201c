package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Linears.Rows.padded;

import io.undercurrent.mamba2.Mamba2Config;

/**
 * What a layer's forward pass leaves for its backward pass, on the device.
 *
 * @param inverse [tokens] factors of the norm before the layer
 * @param proj [tokens][projStride]: what in_proj gives
 * @param pre [tokens][convStride]: after the convolution, before the SiLU
 * @param dt [tokens][heads]
 * @param sumsHigh [tokens][heads]: sums of log decays inside chunks, as two floats each
 * @param sumsLow the smaller floats
 * @param states [chunks][heads][headdim][state]: the state before each chunk
 * @param y [tokens][channelStride]: what the scan gives
 * @param gated [tokens][gatedStride]: what out_proj reads
 */
record MixerArrays(
        long inverse,
        long proj,
        long pre,
        long dt,
        long sumsHigh,
        long sumsLow,
        long states,
        long y,
        long gated,
        int projStride,
        int convStride,
        int channelStride,
        int gatedStride) {

    static MixerArrays take(DeviceArrays arrays, Mamba2Config c, long tokens, long chunks) {
        return new MixerArrays(
                arrays.floats(tokens),
                arrays.floats(tokens * padded(c.dInProj())),
                arrays.floats(tokens * padded(c.convDim())),
                arrays.floats(tokens * c.nheads()),
                arrays.floats(tokens * c.nheads()),
                arrays.floats(tokens * c.nheads()),
                arrays.floats(chunks * c.ssmFloats()),
                arrays.floats(tokens * padded(c.dSsm())),
                arrays.floats(tokens * padded(c.dInner())),
                padded(c.dInProj()),
                padded(c.convDim()),
                padded(c.dSsm()),
                padded(c.dInner()));
    }
}
