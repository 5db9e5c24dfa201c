package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.ModelConfig;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import java.util.List;

/**
 * A backbone between a token embedding and an output head, for streams of discrete events, with the
 * mean cross-entropy over all tokens. Rows that pad the vocabulary take part in the softmax, as in
 * the reference.
 */
public final class LanguageModelForm<V> {

    private final Reals<V> r;
    private final ModelConfig config;
    private final V[] embedding;
    private final Dense<V> head;
    private final BackboneForm<V> backbone;
    private final CrossEntropy<V> entropy;

    /** The parameters of {@link ParameterShapes#languageModel}; read once. */
    public LanguageModelForm(Reals<V> reals, ModelConfig config, Parameters<V> parameters) {
        r = reals;
        this.config = config;
        int width = config.backbone().mixer().dModel();
        int rows = config.paddedVocabSize();
        embedding = r.rows(parameters.get(ParameterShapes.EMBEDDING), rows, width);
        head = new Dense<>(reals, parameters.get(headName()), null, rows, width);
        backbone = new BackboneForm<>(reals, config.backbone(), parameters);
        entropy = new CrossEntropy<>(reals);
    }

    /** The forward pass's results and what the backward pass needs of it. */
    public static final class Pass<V> {
        private final int[] tokens;
        private final BackbonePass<V> backbone;
        private final V[] logits;

        private Pass(int[] tokens, BackbonePass<V> backbone, V[] logits) {
            this.tokens = tokens;
            this.backbone = backbone;
            this.logits = logits;
        }

        /** [T][padded vocabulary]. */
        public V[] logits() {
            return logits;
        }

        /** Each layer's states after each sequence's last token. */
        public List<LayerStates<V>> finalStates() {
            return backbone.finalStates();
        }
    }

    /**
     * The forward pass.
     *
     * @param tokens [T], each from 0 to below the padded vocabulary
     * @param initial each layer's states to resume from, or null for sequences that begin
     * @throws IllegalArgumentException naming the place and the value of a token out of range
     */
    public Pass<V> forward(
            ScanForm form, Packing packing, int[] tokens, List<LayerStates<V>> initial) {
        int width = config.backbone().mixer().dModel();
        V[] inputs = r.matrix(tokens.length, width);
        for (int t = 0; t < tokens.length; t++) {
            r.copy(embedding[checked(t, tokens[t])], 0, inputs[t], 0, width);
        }
        BackbonePass<V> pass = backbone.forward(form, packing, inputs, null, initial);
        return new Pass<>(tokens.clone(), pass, head.forward(pass.outputs()));
    }

    /** Mean over all tokens of -ln softmax(logits)[target]. */
    public double loss(Pass<V> pass, int[] targets) {
        double sum = 0;
        for (int t = 0; t < targets.length; t++) {
            sum += entropy.loss(pass.logits[t], checked(t, targets[t]));
        }
        return sum / targets.length;
    }

    /**
     * The backward pass of {@link #loss}.
     *
     * @param gradients of the parameters, added to; a tied embedding's holds both its parts
     */
    public void backward(Pass<V> pass, int[] targets, Parameters<V> gradients) {
        int rows = config.paddedVocabSize();
        int width = config.backbone().mixer().dModel();
        V[] dLogits = r.matrix(targets.length, rows);
        for (int t = 0; t < targets.length; t++) {
            entropy.backward(pass.logits[t], targets[t], 1.0 / targets.length, dLogits[t]);
        }
        V[] dHidden =
                head.backward(pass.backbone.outputs(), dLogits, gradients.get(headName()), null);
        V[] dInputs = backbone.backward(pass.backbone, dHidden, null, gradients, null);
        V dEmbedding = gradients.get(ParameterShapes.EMBEDDING);
        for (int t = 0; t < dInputs.length; t++) {
            for (int i = 0; i < width; i++) {
                int at = pass.tokens[t] * width + i;
                r.set(dEmbedding, at, r.get(dEmbedding, at) + r.get(dInputs[t], i));
            }
        }
    }

    private String headName() {
        return config.tieEmbeddings() ? ParameterShapes.EMBEDDING : ParameterShapes.LM_HEAD;
    }

    private int checked(int at, int token) {
        if (token < 0 || token >= config.paddedVocabSize()) {
            throw new IllegalArgumentException(
                    "token "
                            + token
                            + " at position "
                            + at
                            + "; it must be from 0 to "
                            + (config.paddedVocabSize() - 1));
        }
        return token;
    }
}
