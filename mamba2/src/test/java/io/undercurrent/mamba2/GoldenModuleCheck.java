package io.undercurrent.mamba2;

import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Mixer;
import io.undercurrent.mamba2.forms.MixerGradients;
import io.undercurrent.mamba2.forms.MixerPass;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import java.util.ArrayList;
import java.util.List;

/**
 * One mixer case: all three forms over whole sequences, token by token, and the gradients, against
 * the file's results.
 */
final class GoldenModuleCheck<V> {

    private final GoldenCase test;
    private final GoldenTensors<V> g;
    private final Reals<V> r;
    private final Mamba2Config c;
    private final Parameters<V> parameters;
    private final Mixer<V> mixer;
    private final V[] inputs;
    private final Packing packing;
    private final LayerStates<V> initial;

    GoldenModuleCheck(GoldenCase test, GoldenTensors<V> tensors) {
        this.test = test;
        g = tensors;
        r = tensors.r;
        c = test.mixer();
        parameters = g.parameters("param.", ParameterShapes.mixer(c));
        mixer = new Mixer<>(r, c, parameters);
        inputs = g.rows("in.u", c.dModel());
        packing =
                test.lengths() == null
                        ? Packing.batch(test.batch(), test.length())
                        : Packing.ofLengths(
                                test.lengths().stream().mapToInt(Integer::intValue).toArray());
        initial =
                g.has("in.ssm_state")
                        ? new LayerStates<>(
                                tails("in.conv_state"),
                                g.transposed("in.ssm_state", test.batch(), c.dSsm(), c.dState()))
                        : null;
    }

    void run() {
        for (ScanForm form : ScanForm.values()) {
            sequence(form);
            steps(form);
        }
        gradients();
    }

    private void sequence(ScanForm form) {
        MixerPass<V> pass = mixer.forward(form, packing, inputs, null, initial);
        boolean varlen = test.lengths() != null;
        compareIfThere("out.y", pass.outputs());
        compareIfThere("step.y", pass.outputs());
        String[] prefixes = varlen ? new String[] {"out.varlen_"} : new String[] {"out.", "step."};
        for (String prefix : prefixes) {
            if (g.has(prefix + "ssm_state")) {
                compareState(prefix, allButLast(form), pass.finalStates());
            }
        }
    }

    /** The states one token before the end of each sequence. */
    private LayerStates<V> allButLast(ScanForm form) {
        List<V> rows = new ArrayList<>();
        int[] lengths = new int[packing.sequences()];
        for (int s = 0; s < lengths.length; s++) {
            lengths[s] = packing.end(s) - packing.start(s) - 1;
            for (int t = packing.start(s); t < packing.end(s) - 1; t++) {
                rows.add(inputs[t]);
            }
        }
        V[] shorter = rows.toArray(r.matrix(0, 0));
        return mixer.forward(form, Packing.ofLengths(lengths), shorter, null, initial)
                .finalStates();
    }

    /** The reference keeps K columns; ours K-1, and the oldest one is that of a token before. */
    private List<V[]> fullTails(LayerStates<V> before, LayerStates<V> after) {
        List<V[]> full = new ArrayList<>();
        for (int s = 0; s < after.convTails().size(); s++) {
            V[] matrix = r.matrix(c.dConv(), c.convDim());
            V[] tail = after.convTails().get(s);
            System.arraycopy(tail, 0, matrix, 1, tail.length);
            matrix[0] = before.convTails().get(s)[0];
            full.add(matrix);
        }
        return full;
    }

    private void steps(ScanForm form) {
        if (!g.has("step.y")) {
            return;
        }
        Packing oneEach = Packing.batch(test.batch(), 1);
        LayerStates<V> state = initial != null ? initial : mixer.emptyStates(test.batch());
        V[] outputs = inputs.clone();
        for (int t = 0; t < test.length(); t++) {
            V[] now = r.matrix(test.batch(), c.dModel());
            for (int b = 0; b < test.batch(); b++) {
                now[b] = inputs[b * test.length() + t];
            }
            LayerStates<V> before = state;
            MixerPass<V> pass = mixer.forward(form, oneEach, now, null, state);
            state = pass.finalStates();
            for (int b = 0; b < test.batch(); b++) {
                outputs[b * test.length() + t] = pass.outputs()[b];
            }
            if (t == test.length() / 2 && g.has("step.mid_ssm_state")) {
                compareState("step.mid_", before, state);
            }
            if (t == test.length() - 1) {
                compareState("step.", before, state);
            }
        }
        g.compareRows("step.y", outputs);
    }

    private void compareState(String prefix, LayerStates<V> before, LayerStates<V> after) {
        g.compareTransposed(prefix + "ssm_state", after.ssmStates());
        g.compareTransposed(prefix + "conv_state", fullTails(before, after));
    }

    private void gradients() {
        if (!g.has("in.dout")) {
            return;
        }
        MixerPass<V> pass = mixer.forward(ScanForm.CHUNKED, packing, inputs, null, initial);
        Parameters<V> gradients = Parameters.zeros(parameters.shapes(), r::vector);
        V[] dOut = g.rows("in.dout", c.dModel());
        MixerGradients<V> result = mixer.backward(pass, dOut, null, gradients);
        if (g.has("grad.u")) {
            g.compareRows("grad.u", result.inputs());
            g.compareParameters("grad.", gradients);
        }
    }

    /** The K-1 newest of the reference's K columns. */
    private List<V[]> tails(String name) {
        List<V[]> tails = new ArrayList<>();
        for (V[] full : g.transposed(name, test.batch(), c.convDim(), c.dConv())) {
            V[] tail = r.matrix(c.dConv() - 1, c.convDim());
            System.arraycopy(full, 1, tail, 0, tail.length);
            tails.add(tail);
        }
        return tails;
    }

    private void compareIfThere(String name, V[] rows) {
        if (g.has(name)) {
            g.compareRows(name, rows);
        }
    }
}
