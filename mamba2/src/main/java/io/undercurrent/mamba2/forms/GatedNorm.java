package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;

/**
 * The gate and norm between the scan and the output projection: norm(y silu(z)), or norm(y) silu(z)
 * with norm_before_gate, or y silu(z) without rmsnorm.
 */
final class GatedNorm<V> {

    private final Reals<V> r;
    private final RmsNorm<V> norm;
    private final boolean normFirst;
    private final int channels;

    /**
     * @param weight [S], or null without rmsnorm
     */
    GatedNorm(Reals<V> reals, Mamba2Config config, V weight) {
        r = reals;
        int groups = config.groupedNorm() ? config.ngroups() : 1;
        norm = weight == null ? null : new RmsNorm<>(reals, weight, groups);
        normFirst = config.normBeforeGate();
        channels = config.dSsm();
    }

    /** Computes one row of out from y and z. */
    void forward(V out, V y, V z) {
        V gate = r.vector(channels);
        r.silu(gate, z, 0, channels);
        if (norm == null) {
            r.multiply(out, y, gate, 0, channels);
        } else if (normFirst) {
            norm.forward(out, y);
            r.multiply(out, out, gate, 0, channels);
        } else {
            r.multiply(out, y, gate, 0, channels);
            norm.forward(out, out);
        }
    }

    /** Sets dy and dz, and adds to the norm's gradient dWeight, which is null without rmsnorm. */
    void backward(V dy, V dz, V y, V z, V dOut, V dWeight) {
        V gate = r.vector(channels);
        r.silu(gate, z, 0, channels);
        if (norm == null) {
            gateBackward(dy, dz, y, z, gate, dOut);
        } else if (normFirst) {
            V normed = r.vector(channels);
            norm.forward(normed, y);
            V dNormed = r.vector(channels);
            gateBackward(dNormed, dz, normed, z, gate, dOut);
            norm.backward(dy, y, dNormed, dWeight);
        } else {
            V gated = r.vector(channels);
            r.multiply(gated, y, gate, 0, channels);
            V dGated = r.vector(channels);
            norm.backward(dGated, gated, dOut, dWeight);
            gateBackward(dy, dz, y, z, gate, dGated);
        }
    }

    private void gateBackward(V dy, V dz, V y, V z, V gate, V dOut) {
        V dGate = r.vector(channels);
        r.multiply(dGate, y, dOut, 0, channels);
        r.siluBackward(dz, z, dGate, 0, channels);
        r.multiply(dy, gate, dOut, 0, channels);
    }
}
