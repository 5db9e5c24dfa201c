package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all residual blocks (Add, RMSNorm, mixer) and the final RMSNorm over packed sequences. The
 * constructor reads the parameters, so create a new instance after each optimiser step.
 */
public final class BackboneForm<V> {

    private final Reals<V> r;
    private final BackboneConfig config;
    private final List<Mixer<V>> mixers = new ArrayList<>();
    private final List<RmsNorm<V>> norms = new ArrayList<>();

    /**
     * @param parameters must contain the names of {@link ParameterShapes#backbone}; others are
     *     ignored
     */
    public BackboneForm(Reals<V> reals, BackboneConfig config, Parameters<V> parameters) {
        r = reals;
        this.config = config;
        for (int layer = 0; layer < config.nLayer(); layer++) {
            norms.add(new RmsNorm<>(reals, parameters.get(normName(layer)), 1));
            mixers.add(
                    new Mixer<>(
                            reals,
                            config.mixer(),
                            parameters.under(ParameterShapes.mixerPrefix(layer))));
        }
        norms.add(new RmsNorm<>(reals, parameters.get(ParameterShapes.FINAL_NORM), 1));
    }

    /**
     * The forward pass.
     *
     * @param inputs [T][D]; not changed
     * @param gapRatios [T] factors that multiply dt in the decay, or null if all are 1
     * @param initial each layer's states from which the sequences continue, or null if they start
     */
    public BackbonePass<V> forward(
            ScanForm form,
            Packing packing,
            V[] inputs,
            float[] gapRatios,
            List<LayerStates<V>> initial) {
        BackbonePass<V> pass = new BackbonePass<>(packing);
        V[] residual = inputs;
        for (int layer = 0; layer < config.nLayer(); layer++) {
            pass.residuals.add(residual);
            MixerPass<V> mixer =
                    mixers.get(layer)
                            .forward(
                                    form,
                                    packing,
                                    normalise(layer, residual),
                                    gapRatios,
                                    initial == null ? null : initial.get(layer));
            pass.mixers.add(mixer);
            residual = sum(residual, mixer.outputs());
        }
        pass.residuals.add(residual);
        pass.outputs = normalise(config.nLayer(), residual);
        return pass;
    }

    /**
     * The backward pass.
     *
     * @param dOutputs gradients of the outputs, [T][D]
     * @param dFinal gradients of each layer's final states, or null for zeros
     * @param gradients gradients of the parameters; this pass adds to them
     * @param dInitial if not null, receives the gradients of each layer's initial states
     * @return gradients of the inputs, [T][D]
     */
    public V[] backward(
            BackbonePass<V> pass,
            V[] dOutputs,
            List<LayerStates<V>> dFinal,
            Parameters<V> gradients,
            List<LayerStates<V>> dInitial) {
        V[] d =
                normBackward(
                        config.nLayer(), pass, dOutputs, gradients.get(ParameterShapes.FINAL_NORM));
        for (int layer = config.nLayer() - 1; layer >= 0; layer--) {
            MixerGradients<V> mixer =
                    mixers.get(layer)
                            .backward(
                                    pass.mixers.get(layer),
                                    d,
                                    dFinal == null ? null : dFinal.get(layer),
                                    gradients.under(ParameterShapes.mixerPrefix(layer)));
            if (dInitial != null) {
                dInitial.add(0, mixer.initialStates());
            }
            V dWeight = gradients.get(normName(layer));
            d = sum(d, normBackward(layer, pass, mixer.inputs(), dWeight));
        }
        return d;
    }

    private static String normName(int layer) {
        return ParameterShapes.layerPrefix(layer) + "norm.weight";
    }

    private V[] normalise(int index, V[] rows) {
        V[] out = r.matrix(rows.length, config.mixer().dModel());
        for (int t = 0; t < rows.length; t++) {
            norms.get(index).forward(out[t], rows[t]);
        }
        return out;
    }

    private V[] normBackward(int index, BackbonePass<V> pass, V[] dOut, V dWeight) {
        V[] dx = r.matrix(dOut.length, config.mixer().dModel());
        for (int t = 0; t < dOut.length; t++) {
            norms.get(index).backward(dx[t], pass.residuals.get(index)[t], dOut[t], dWeight);
        }
        return dx;
    }

    private V[] sum(V[] x, V[] y) {
        int width = config.mixer().dModel();
        V[] out = r.matrix(x.length, width);
        for (int t = 0; t < x.length; t++) {
            r.copy(x[t], 0, out[t], 0, width);
            r.axpy(out[t], 1, y[t], 0, width);
        }
        return out;
    }
}
