package io.undercurrent.mamba2;

import java.util.ArrayList;
import java.util.List;

/** Residual blocks around {@link TextbookMixer}, token by token. */
final class TextbookBackbone {

    private final Scalar.Tape tape;
    private final List<TextbookMixer> mixers = new ArrayList<>();
    private final List<Scalar[]> norms = new ArrayList<>();

    TextbookBackbone(Scalar.Tape tape, BackboneConfig config, Parameters<double[]> parameters) {
        this.tape = tape;
        for (int layer = 0; layer < config.nLayer(); layer++) {
            String prefix = ParameterShapes.mixerPrefix(layer);
            mixers.add(new TextbookMixer(tape, config.mixer(), parameters.under(prefix)));
            String norm = ParameterShapes.layerPrefix(layer) + "norm.weight";
            norms.add(tape.of(parameters.get(norm)));
        }
        norms.add(tape.of(parameters.get(ParameterShapes.FINAL_NORM)));
    }

    List<TextbookMixer.State> newState() {
        List<TextbookMixer.State> states = new ArrayList<>();
        mixers.forEach(mixer -> states.add(mixer.new State()));
        return states;
    }

    /** One token: u [D] to the final norm's output [D]. */
    Scalar[] step(Scalar[] u, double gapRatio, List<TextbookMixer.State> states) {
        Scalar[] residual = u.clone();
        for (int layer = 0; layer < mixers.size(); layer++) {
            Scalar[] normed = TextbookMixer.rmsNorm(tape, residual, norms.get(layer), 1);
            Scalar[] mixed = mixers.get(layer).step(normed, gapRatio, states.get(layer));
            for (int i = 0; i < residual.length; i++) {
                residual[i] = residual[i].plus(mixed[i]);
            }
        }
        return TextbookMixer.rmsNorm(tape, residual, norms.get(mixers.size()), 1);
    }

    /** The parameters in the reference's order and names, for their gradients. */
    Scalar[] parameter(String name) {
        if (name.equals(ParameterShapes.FINAL_NORM)) {
            return norms.get(mixers.size());
        }
        for (int layer = 0; layer < mixers.size(); layer++) {
            if (name.equals(ParameterShapes.layerPrefix(layer) + "norm.weight")) {
                return norms.get(layer);
            }
            String prefix = ParameterShapes.mixerPrefix(layer);
            if (name.startsWith(prefix)) {
                return mixers.get(layer).parameters().get(name.substring(prefix.length()));
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }
}
