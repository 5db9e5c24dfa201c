package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import java.util.Collections;

/**
 * Runs one Mamba-2 mixer over packed sequences of any lengths: forward in any form, backward
 * through the chunked form. A pass takes initial states and returns final states, so a sequence can
 * be resumed.
 */
public final class Mixer<V> {

    private final Reals<V> r;
    private final Mamba2Config c;
    private final MixerWeights<V> w;
    private final SsdOperator<V> operator;

    /**
     * @param parameters as {@link io.undercurrent.mamba2.ParameterShapes#mixer} lists them; only
     *     the constructor reads them
     */
    public Mixer(Reals<V> reals, Mamba2Config config, Parameters<V> parameters) {
        r = reals;
        c = config;
        w = new MixerWeights<>(reals, config, parameters);
        operator =
                new SsdOperator<>(
                        reals,
                        new SsdOptions(
                                HeadPattern.grouped(config.nheads(), config.ngroups()),
                                config.headdim(),
                                config.dState(),
                                config.chunkSize(),
                                true,
                                config.dtLimitMin(),
                                config.dtLimitMax()));
    }

    /**
     * The forward pass.
     *
     * @param inputs [T][D]
     * @param gapRatios [T] factors that multiply dt in the decay, or null if all are 1
     * @param initial states from which the sequences continue, or null for zeros or the learned
     *     initial states
     */
    public MixerPass<V> forward(
            ScanForm form, Packing packing, V[] inputs, float[] gapRatios, LayerStates<V> initial) {
        MixerPass<V> pass = new MixerPass<>();
        int tokens = packing.tokens();
        int m = c.dMlp();
        pass.packing = packing;
        pass.inputs = inputs;
        V[] projected = w.inProj.forward(inputs);
        pass.mlpGate = columns(projected, 0, m);
        pass.mlpValue = columns(projected, m, m);
        pass.z = columns(projected, 2 * m, c.dSsm());
        pass.raw = columns(projected, 2 * m + c.dSsm(), c.convDim());
        V[] dt = columns(projected, 2 * m + c.dSsm() + c.convDim(), c.nheads());

        pass.learnedInitialState = initial == null;
        LayerStates<V> start = initial != null ? initial : emptyStates(packing.sequences());
        pass.convTails = start.convTails();
        pass.preActivation = w.conv.forward(packing, pass.raw, pass.convTails);
        V[] active = r.matrix(tokens, c.convDim());
        for (int t = 0; t < tokens; t++) {
            r.silu(active[t], pass.preActivation[t], 0, c.convDim());
        }
        int shared = c.ngroups() * c.dState();
        pass.ssd =
                operator.forward(
                        form,
                        new SsdInputs<>(
                                        packing,
                                        columns(active, 0, c.dSsm()),
                                        dt,
                                        w.a,
                                        columns(active, c.dSsm(), shared),
                                        columns(active, c.dSsm() + shared, shared))
                                .dtBias(w.dtBias)
                                .skip(w.skip)
                                .gapRatios(gapRatios)
                                .initialStates(start.ssmStates()));
        pass.gated = gate(pass);
        pass.outputs = w.outProj.forward(pass.gated);
        pass.finalStates =
                new LayerStates<>(
                        w.conv.finalTails(packing, pass.raw, pass.convTails),
                        pass.ssd.finalStates());
        return pass;
    }

    /**
     * The backward pass.
     *
     * @param pass a forward pass in the chunked form with these parameters
     * @param dOutputs gradients of the outputs, [T][D]
     * @param dFinal gradients of the final states, or null for zeros
     * @param gradients gradients of the parameters; this pass adds to them
     * @return gradients of the inputs and the initial states
     */
    public MixerGradients<V> backward(
            MixerPass<V> pass, V[] dOutputs, LayerStates<V> dFinal, Parameters<V> gradients) {
        return new MixerBackward<>(r, c, w, operator).run(pass, dOutputs, dFinal, gradients);
    }

    /**
     * The states of sequences before their first token: zero tails, and zeros or the learned SSM
     * states.
     */
    public LayerStates<V> emptyStates(int sequences) {
        return new LayerStates<>(
                States.zeros(r, sequences, c.dConv() - 1, c.convDim()),
                Collections.nCopies(sequences, w.initialState));
    }

    private V[] gate(MixerPass<V> pass) {
        int m = c.dMlp();
        V[] out = r.matrix(pass.inputs.length, c.dInner());
        V gated = r.vector(c.dSsm());
        for (int t = 0; t < out.length; t++) {
            r.silu(out[t], pass.mlpGate[t], 0, m);
            r.multiply(out[t], out[t], pass.mlpValue[t], 0, m);
            w.gatedNorm.forward(gated, pass.ssd.y()[t], pass.z[t]);
            r.copy(gated, 0, out[t], m, c.dSsm());
        }
        return out;
    }

    private V[] columns(V[] rows, int from, int count) {
        V[] part = r.matrix(rows.length, count);
        for (int t = 0; t < rows.length; t++) {
            r.copy(rows[t], from, part[t], 0, count);
        }
        return part;
    }
}
