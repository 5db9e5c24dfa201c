package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import java.util.List;

/** The backward pass of {@link Mixer#forward}, from the output projection back to the input. */
final class MixerBackward<V> {

    private final Reals<V> r;
    private final Mamba2Config c;
    private final MixerWeights<V> w;
    private final SsdOperator<V> operator;

    MixerBackward(Reals<V> reals, Mamba2Config config, MixerWeights<V> w, SsdOperator<V> operator) {
        r = reals;
        c = config;
        this.w = w;
        this.operator = operator;
    }

    MixerGradients<V> run(
            MixerPass<V> pass, V[] dOutputs, LayerStates<V> dFinal, Parameters<V> gradients) {
        int tokens = pass.packing.tokens();
        int m = c.dMlp();
        V[] dGated =
                w.outProj.backward(
                        pass.gated,
                        dOutputs,
                        gradients.get("out_proj.weight"),
                        MixerWeights.optional(gradients, "out_proj.bias"));
        V[] dProjected = r.matrix(tokens, c.dInProj());
        V[] dy = gate(pass, dGated, dProjected, MixerWeights.optional(gradients, "norm.weight"));
        SsdGradients<V> ssd =
                operator.backward(pass.ssd, dy, dFinal == null ? null : dFinal.ssmStates());

        V[] dRaw = r.matrix(tokens, c.convDim());
        List<V[]> dTails = States.zeros(r, pass.packing.sequences(), c.dConv() - 1, c.convDim());
        w.conv.backward(
                pass.packing,
                pass.raw,
                pass.convTails,
                activation(pass, ssd),
                dFinal == null ? null : dFinal.convTails(),
                dRaw,
                dTails,
                gradients.get("conv1d.weight"),
                MixerWeights.optional(gradients, "conv1d.bias"));
        for (int t = 0; t < tokens; t++) {
            r.copy(dRaw[t], 0, dProjected[t], 2 * m + c.dSsm(), c.convDim());
            int at = 2 * m + c.dSsm() + c.convDim();
            r.copy(ssd.dt()[t], 0, dProjected[t], at, c.nheads());
        }
        scalars(ssd, gradients);
        if (c.learnableInitStates() && pass.learnedInitialState) {
            initialStates(ssd.initialStates(), gradients.get("init_states"));
        }
        V[] dInputs =
                w.inProj.backward(
                        pass.inputs,
                        dProjected,
                        gradients.get("in_proj.weight"),
                        MixerWeights.optional(gradients, "in_proj.bias"));
        return new MixerGradients<>(dInputs, new LayerStates<>(dTails, ssd.initialStates()));
    }

    /**
     * Fills the columns z0, x0 and z of dProjected and returns the gradient of the scan's output.
     */
    private V[] gate(MixerPass<V> pass, V[] dGated, V[] dProjected, V dNorm) {
        int m = c.dMlp();
        V[] dy = r.matrix(dGated.length, c.dSsm());
        V dOut = r.vector(c.dSsm());
        V dz = r.vector(c.dSsm());
        V mlp = r.vector(m);
        for (int t = 0; t < dGated.length; t++) {
            r.copy(dGated[t], m, dOut, 0, c.dSsm());
            w.gatedNorm.backward(dy[t], dz, pass.ssd.y()[t], pass.z[t], dOut, dNorm);
            r.copy(dz, 0, dProjected[t], 2 * m, c.dSsm());
            r.multiply(mlp, dGated[t], pass.mlpValue[t], 0, m);
            r.siluBackward(dProjected[t], pass.mlpGate[t], mlp, 0, m);
            r.silu(mlp, pass.mlpGate[t], 0, m);
            r.multiply(mlp, mlp, dGated[t], 0, m);
            r.copy(mlp, 0, dProjected[t], m, m);
        }
        return dy;
    }

    /** Joins the gradients of x, B and C and passes them back through the SiLU. */
    private V[] activation(MixerPass<V> pass, SsdGradients<V> ssd) {
        int shared = c.ngroups() * c.dState();
        V[] d = r.matrix(pass.raw.length, c.convDim());
        for (int t = 0; t < d.length; t++) {
            r.copy(ssd.x()[t], 0, d[t], 0, c.dSsm());
            r.copy(ssd.b()[t], 0, d[t], c.dSsm(), shared);
            r.copy(ssd.c()[t], 0, d[t], c.dSsm() + shared, shared);
            r.siluBackward(d[t], pass.preActivation[t], d[t], 0, c.convDim());
        }
        return d;
    }

    private void scalars(SsdGradients<V> ssd, Parameters<V> gradients) {
        r.axpy(gradients.get("dt_bias"), 1, ssd.dtBias(), 0, c.nheads());
        r.multiplyAdd(gradients.get("A_log"), w.a, ssd.a(), 0, c.nheads()); // dA/dA_log = A
        V d = gradients.get("D");
        for (int i = 0; i < c.dSsm(); i++) {
            int at = c.dHasHdim() ? i : i / c.headdim();
            r.set(d, at, r.get(d, at) + r.get(ssd.skip(), i));
        }
    }

    private void initialStates(List<V[]> dStates, V gradient) {
        V[] byChannel = r.matrix(c.dSsm(), c.dState());
        for (V[] dState : dStates) {
            r.transpose(byChannel, dState, c.dState(), 0, c.dSsm());
            r.addTo(gradient, byChannel, c.dState());
        }
    }
}
