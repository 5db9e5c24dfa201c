package io.undercurrent.mamba2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The production step against the step-by-step results of a float32 file. */
final class GoldenStepCheck {

    private final GoldenCase test;
    private final GoldenTensors<float[]> g;

    GoldenStepCheck(GoldenCase test, GoldenTensors<float[]> tensors) {
        this.test = test;
        g = tensors;
    }

    void run() {
        switch (test.kind()) {
            case "module" -> module();
            case "lm" -> languageModel();
            default -> {} // the operator alone has no step of its own in production
        }
    }

    private void module() {
        Mamba2Config c = test.mixer();
        Map<String, int[]> shapes = ParameterShapes.mixer(c);
        Parameters<float[]> parameters = g.parameters("param.", shapes);
        MixerWeights weights = new MixerWeights(c, parameters, StepVariant.chosen().kernels());
        int batch = test.batch();
        MixerStep step = new MixerStep(weights, batch);
        float[][] inputs = g.rows("in.u", c.dModel());
        float[][] states = new float[batch][c.convFloats() + c.ssmFloats()];
        for (int b = 0; b < batch; b++) {
            MixerWeights.initialState(parameters, c, states[b], c.convFloats());
        }
        if (g.has("in.ssm_state")) {
            given(c, states);
        }
        if (test.lengths() != null) {
            varlen(c, step, inputs);
            return;
        }
        float[] sameGap = ones(batch);
        float[][] outputs = new float[inputs.length][c.dModel()];
        List<float[]> oldest = new ArrayList<>();
        for (int t = 0; t < test.length(); t++) {
            float[][] in = new float[batch][];
            float[][] out = new float[batch][];
            oldest.clear();
            for (int b = 0; b < batch; b++) {
                in[b] = inputs[b * test.length() + t];
                out[b] = outputs[b * test.length() + t];
                oldest.add(states[b].clone());
            }
            step.step(batch, in, sameGap, states, new int[batch], 0, c.convFloats(), out);
            if (t == test.length() / 2 && g.has("step.mid_ssm_state")) {
                compareStates("step.mid_", c, oldest, states);
            }
        }
        for (String name : new String[] {"out.y", "step.y"}) {
            if (g.has(name)) {
                g.compareRows(name, outputs);
            }
        }
        if (g.has("step.ssm_state")) {
            compareStates("step.", c, oldest, states);
        }
    }

    private void given(Mamba2Config c, float[][] states) {
        List<float[][]> tails =
                g.transposed("in.conv_state", states.length, c.convDim(), c.dConv());
        List<float[][]> ssm = g.transposed("in.ssm_state", states.length, c.dSsm(), c.dState());
        for (int b = 0; b < states.length; b++) {
            for (int k = 1; k < c.dConv(); k++) {
                System.arraycopy(tails.get(b)[k], 0, states[b], (k - 1) * c.convDim(), c.convDim());
            }
            for (int n = 0; n < c.dState(); n++) {
                System.arraycopy(
                        ssm.get(b)[n], 0, states[b], c.convFloats() + n * c.dSsm(), c.dSsm());
            }
        }
    }

    /** Packed sequences are keys of their own. */
    private void varlen(Mamba2Config c, MixerStep step, float[][] inputs) {
        float[][] outputs = new float[inputs.length][c.dModel()];
        float[][] states = new float[test.lengths().size()][c.convFloats() + c.ssmFloats()];
        List<float[]> before = new ArrayList<>();
        int t = 0;
        for (int s = 0; s < states.length; s++) {
            before.add(null);
            for (int i = 0; i < test.lengths().get(s); i++, t++) {
                before.set(s, states[s].clone());
                step.step(
                        1,
                        new float[][] {inputs[t]},
                        ones(1),
                        new float[][] {states[s]},
                        new int[1],
                        0,
                        c.convFloats(),
                        new float[][] {outputs[t]});
            }
        }
        g.compareRows("out.y", outputs);
        compareStates("out.varlen_", c, before, states);
    }

    private void compareStates(
            String prefix, Mamba2Config c, List<float[]> before, float[][] after) {
        List<float[][]> tails = new ArrayList<>();
        List<float[][]> ssm = new ArrayList<>();
        for (int b = 0; b < after.length; b++) {
            tails.add(tail(c, before.get(b), after[b], 0));
            ssm.add(ssm(c, after[b], c.convFloats()));
        }
        g.compareTransposed(prefix + "conv_state", tails);
        g.compareTransposed(prefix + "ssm_state", ssm);
    }

    private static float[][] tail(Mamba2Config c, float[] before, float[] after, int offset) {
        float[][] tail = new float[c.dConv()][c.convDim()];
        System.arraycopy(before, offset, tail[0], 0, c.convDim());
        for (int k = 1; k < c.dConv(); k++) {
            System.arraycopy(after, offset + (k - 1) * c.convDim(), tail[k], 0, c.convDim());
        }
        return tail;
    }

    private static float[][] ssm(Mamba2Config c, float[] state, int offset) {
        float[][] rows = new float[c.dState()][c.dSsm()];
        for (int n = 0; n < rows.length; n++) {
            System.arraycopy(state, offset + n * c.dSsm(), rows[n], 0, c.dSsm());
        }
        return rows;
    }

    private void languageModel() {
        ModelConfig config = ModelConfigJson.parse(test.config());
        Mamba2Config c = config.backbone().mixer();
        Map<String, int[]> shapes = ParameterShapes.languageModel(config);
        LanguageModel model = LanguageModel.of(config, g.parameters("param.", shapes));
        Backbone backbone = model.backbone();
        int batch = test.batch();
        BackboneStep step = backbone.newStep(batch);
        int[] tokens = g.ints("in.input_ids");
        float[][] states = new float[batch][backbone.stateFloats()];
        float[][] logits = new float[tokens.length][config.paddedVocabSize()];
        float[][] hidden = new float[batch][c.dModel()];
        List<float[]> before = new ArrayList<>();
        for (int t = 0; t < test.length(); t++) {
            float[][] in = new float[batch][c.dModel()];
            float[][] out = new float[batch][];
            before.clear();
            for (int b = 0; b < batch; b++) {
                model.embed(tokens[b * test.length() + t], in[b]);
                out[b] = logits[b * test.length() + t];
                before.add(states[b].clone());
            }
            step.step(batch, in, states, new int[batch], hidden);
            model.logits(batch, hidden, out);
        }
        g.compareRows("step.logits", logits);
        for (int layer = 0; layer < config.backbone().nLayer(); layer++) {
            List<float[][]> tails = new ArrayList<>();
            List<float[][]> ssm = new ArrayList<>();
            for (int b = 0; b < batch; b++) {
                tails.add(tail(c, before.get(b), states[b], layer * c.convFloats()));
                int at = backbone.convFloats() + layer * c.ssmFloats();
                ssm.add(ssm(c, states[b], at));
            }
            g.compareTransposed("step.layers." + layer + ".conv_state", tails);
            g.compareTransposed("step.layers." + layer + ".ssm_state", ssm);
        }
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        java.util.Arrays.fill(ones, 1f);
        return ones;
    }
}
