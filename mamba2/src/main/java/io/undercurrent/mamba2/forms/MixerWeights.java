package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;

/**
 * One mixer's parameters in the layout for whole sequences. Create a new instance after each change
 * of the parameters.
 */
final class MixerWeights<V> {

    final Dense<V> inProj;
    final Dense<V> outProj;
    final CausalConv<V> conv;
    final GatedNorm<V> gatedNorm;

    /** A = -exp(A_log), [H]. */
    final V a;

    final V dtBias;

    /** D spread over channels, [S]. */
    final V skip;

    /** [N][S]: zeros, or the learned initial state. */
    final V[] initialState;

    MixerWeights(Reals<V> r, Mamba2Config c, Parameters<V> p) {
        inProj =
                new Dense<>(
                        r,
                        p.get("in_proj.weight"),
                        optional(p, "in_proj.bias"),
                        c.dInProj(),
                        c.dModel());
        outProj =
                new Dense<>(
                        r,
                        p.get("out_proj.weight"),
                        optional(p, "out_proj.bias"),
                        c.dModel(),
                        c.dInner());
        conv =
                new CausalConv<>(
                        r,
                        p.get("conv1d.weight"),
                        optional(p, "conv1d.bias"),
                        c.convDim(),
                        c.dConv());
        gatedNorm = new GatedNorm<>(r, c, optional(p, "norm.weight"));
        dtBias = p.get("dt_bias");
        a = r.vector(c.nheads());
        for (int h = 0; h < c.nheads(); h++) {
            r.set(a, h, -r.exp(r.get(p.get("A_log"), h)));
        }
        skip = r.vector(c.dSsm());
        for (int i = 0; i < c.dSsm(); i++) {
            r.set(skip, i, r.get(p.get("D"), c.dHasHdim() ? i : i / c.headdim()));
        }
        initialState = r.matrix(c.dState(), c.dSsm());
        if (c.learnableInitStates()) {
            V[] byChannel = r.rows(p.get("init_states"), c.dSsm(), c.dState());
            r.transpose(initialState, byChannel, c.dSsm(), 0, c.dState());
        }
    }

    /** The tensor, or null if there is none with that name. */
    static <V> V optional(Parameters<V> p, String name) {
        return p.has(name) ? p.get(name) : null;
    }
}
