package io.undercurrent.mamba2;

import io.undercurrent.mamba2.forms.LanguageModelForm;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import java.util.ArrayList;
import java.util.List;

/** One language model case: logits, loss, gradients, and token by token. */
final class GoldenLanguageModelCheck<V> {

    private final GoldenCase test;
    private final GoldenTensors<V> g;
    private final Reals<V> r;
    private final ModelConfig config;

    GoldenLanguageModelCheck(GoldenCase test, GoldenTensors<V> tensors, ModelConfig config) {
        this.test = test;
        g = tensors;
        r = tensors.r;
        this.config = config;
    }

    void run() {
        Parameters<V> parameters = g.parameters("param.", ParameterShapes.languageModel(config));
        LanguageModelForm<V> model = new LanguageModelForm<>(r, config, parameters);
        Packing packing = Packing.batch(test.batch(), test.length());
        int[] tokens = g.ints("in.input_ids");
        int[] targets = g.ints("in.targets");
        for (ScanForm form : ScanForm.values()) {
            LanguageModelForm.Pass<V> pass = model.forward(form, packing, tokens, null);
            g.compareRows("out.logits", pass.logits());
            g.compare("out.loss", new double[] {model.loss(pass, targets)});
            steps(model, form, tokens);
        }
        LanguageModelForm.Pass<V> pass = model.forward(ScanForm.CHUNKED, packing, tokens, null);
        Parameters<V> gradients = Parameters.zeros(parameters.shapes(), r::vector);
        model.backward(pass, targets, gradients);
        g.compareParameters("grad.", gradients);
    }

    private void steps(LanguageModelForm<V> model, ScanForm form, int[] tokens) {
        if (!g.has("step.logits")) {
            return;
        }
        int length = test.length();
        V[] logits = r.matrix(tokens.length, config.paddedVocabSize());
        List<LayerStates<V>> before = null;
        List<LayerStates<V>> after = null;
        for (int t = 0; t < length; t++) {
            int[] now = new int[test.batch()];
            for (int b = 0; b < now.length; b++) {
                now[b] = tokens[b * length + t];
            }
            LanguageModelForm.Pass<V> pass =
                    model.forward(form, Packing.batch(test.batch(), 1), now, after);
            before = after;
            after = pass.finalStates();
            for (int b = 0; b < now.length; b++) {
                logits[b * length + t] = pass.logits()[b];
            }
        }
        g.compareRows("step.logits", logits);
        for (int layer = 0; layer < after.size(); layer++) {
            String prefix = "step.layers." + layer + ".";
            g.compareTransposed(prefix + "ssm_state", after.get(layer).ssmStates());
            g.compareTransposed(
                    prefix + "conv_state", fullTails(before.get(layer), after.get(layer)));
        }
    }

    private List<V[]> fullTails(LayerStates<V> before, LayerStates<V> after) {
        int width = config.backbone().mixer().dConv();
        List<V[]> full = new ArrayList<>();
        for (int s = 0; s < test.batch(); s++) {
            V[] matrix = r.matrix(width, 0);
            matrix[0] = before.convTails().get(s)[0];
            System.arraycopy(after.convTails().get(s), 0, matrix, 1, width - 1);
            full.add(matrix);
        }
        return full;
    }
}
