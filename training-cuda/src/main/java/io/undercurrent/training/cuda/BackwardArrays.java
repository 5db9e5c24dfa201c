package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Linears.Rows.padded;

import io.undercurrent.mamba2.Mamba2Config;

/**
 * Gradients inside a layer, on the device; all layers use the same arrays in turn.
 *
 * @param gated of what out_proj reads
 * @param proj of what in_proj gives
 * @param y of the scan's outputs
 * @param conv of x, B and C after the SiLU
 * @param states of the state after each chunk
 */
record BackwardArrays(long gated, long proj, long y, long conv, long states) {
    static BackwardArrays take(DeviceArrays arrays, Mamba2Config c, long tokens, long chunks) {
        return new BackwardArrays(
                arrays.floats(tokens * padded(c.dInner())),
                arrays.floats(tokens * padded(c.dInProj())),
                arrays.floats(tokens * padded(c.dSsm())),
                arrays.floats(tokens * padded(c.convDim())),
                arrays.floats(chunks * c.ssmFloats()));
    }
}
