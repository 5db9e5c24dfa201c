package io.undercurrent.mamba2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the checked-in vectors from the textbook: small cases that touch every option, so that the
 * default tests need nothing from outside the repository. Run {@link #main} with a folder to make
 * them again.
 */
final class OwnVectors {

    private final VectorWriter out;
    private final RandomModels random = new RandomModels(2405_21060);

    private OwnVectors(Path folder) {
        out = new VectorWriter(folder);
    }

    /** Arguments: the folder to write to. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        OwnVectors vectors = new OwnVectors(folder);
        vectors.module("o_default", "Mamba2", options(8, 4, 4, 5), 2, List.of(9));
        Map<String, Object> all = options(6, 3, 2, 4);
        all.put("d_ssm", 8L);
        all.put("ngroups", 2L);
        all.put("d_conv", 3L);
        all.put("D_has_hdim", true);
        all.put("norm_before_gate", true);
        all.put("bias", true);
        all.put("dt_limit", List.of(0.01, 0.5));
        vectors.module("o_all_options", "Mamba2", all, 1, List.of(11));
        Map<String, Object> plain = options(4, 5, 8, 3);
        plain.put("rmsnorm", false);
        plain.put("conv_bias", false);
        vectors.module("o_no_norm", "Mamba2", plain, 1, List.of(7));
        vectors.module("o_varlen", "Mamba2", options(4, 2, 4, 4), 1, List.of(4, 1, 6));
        Map<String, Object> simple = options(4, 3, 2, 4);
        simple.put("ngroups", 2L);
        simple.put("learnable_init_states", true);
        vectors.module("o_simple_init", "Mamba2Simple", simple, 2, List.of(6));
        vectors.languageModel("o_lm", 2, 5);
        vectors.out.manifest();
    }

    private static Map<String, Object> options(int dModel, int dState, int headdim, int chunk) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("d_model", (long) dModel);
        options.put("d_state", (long) dState);
        options.put("headdim", (long) headdim);
        options.put("chunk_size", (long) chunk);
        return options;
    }

    /** One length is a batch of that length; several are packed sequences. */
    private void module(
            String name, String type, Map<String, Object> options, int batch, List<Integer> lengths)
            throws IOException {
        boolean packed = lengths.size() > 1;
        int length = lengths.stream().mapToInt(Integer::intValue).sum();
        Map<String, Object> entry = entry(name, "module", options, batch, length);
        entry.put("class", type);
        entry.put("seqlens", packed ? lengths.stream().map(Long::valueOf).toList() : null);
        Mamba2Config c = GoldenCase.of(Path.of(""), withFiles(entry)).mixer();
        Map<String, int[]> shapes = ParameterShapes.mixer(c);
        Parameters<double[]> parameters = random.parameters(shapes);
        double[][] u = random.rows(batch * length, c.dModel());
        double[][] dOut = random.rows(batch * length, c.dModel());

        Scalar.Tape tape = new Scalar.Tape();
        TextbookMixer mixer = new TextbookMixer(tape, c, parameters);
        Scalar[][] inputs = new Scalar[u.length][];
        List<Scalar> y = new ArrayList<>();
        List<Scalar> loss = new ArrayList<>();
        List<TextbookMixer.State> finals = new ArrayList<>();
        int t = 0;
        for (int s = 0; s < batch * lengths.size(); s++) {
            TextbookMixer.State state = mixer.new State();
            for (int end = t + lengths.get(s % lengths.size()); t < end; t++) {
                inputs[t] = tape.of(u[t]);
                Scalar[] row = mixer.step(inputs[t], 1, state);
                for (int i = 0; i < row.length; i++) {
                    y.add(row[i]);
                    loss.add(row[i].times(dOut[t][i]));
                }
            }
            finals.add(state);
        }
        tape.backward(tape.sum(loss));

        out.begin();
        int[] rows = {batch, length, c.dModel()};
        out.put("in.u", rows, Near.flat(u));
        out.put("in.dout", rows, Near.flat(dOut));
        for (String parameter : shapes.keySet()) {
            int[] shape = shapes.get(parameter);
            out.put("param." + parameter, shape, parameters.get(parameter));
            out.put("grad." + parameter, shape, mixer.parameters().get(parameter), true);
        }
        out.put("out.y", rows, y.toArray(new Scalar[0]), false);
        out.put("grad.u", rows, flat(inputs), true);
        putStates(packed ? "out.varlen_" : "out.", c, finals);
        if (!packed) {
            out.put("step.y", rows, y.toArray(new Scalar[0]), false);
            putStates("step.", c, finals);
        }
        out.end(entry);
    }

    private void putStates(String prefix, Mamba2Config c, List<TextbookMixer.State> states) {
        out.put(
                prefix + "conv_state",
                new int[] {states.size(), c.convDim(), c.dConv()},
                convStates(c, states),
                false);
        out.put(
                prefix + "ssm_state",
                new int[] {states.size(), c.nheads(), c.headdim(), c.dState()},
                ssmStates(states),
                false);
    }

    private void languageModel(String name, int batch, int length) throws IOException {
        Map<String, Object> ssm = options(0, 3, 4, 4);
        ssm.remove("d_model");
        ssm.put("layer", "Mamba2");
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("d_model", 4L);
        options.put("n_layer", 2L);
        options.put("ssm_cfg", ssm);
        options.put("rms_norm", true);
        options.put("vocab_size", 7L);
        options.put("d_intermediate", 0L);
        options.put("pad_vocab_size_multiple", 4L);
        options.put("tie_embeddings", true);
        ModelConfig config = ModelConfigJson.parse(options);
        Map<String, int[]> shapes = ParameterShapes.languageModel(config);
        Parameters<double[]> parameters = random.parameters(shapes);
        int[] tokens = new int[batch * length];
        int[] targets = new int[batch * length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = random.between(0, 6);
            targets[i] = random.between(0, 6);
        }

        Scalar.Tape tape = new Scalar.Tape();
        TextbookBackbone backbone = new TextbookBackbone(tape, config.backbone(), parameters);
        Scalar[] table = tape.of(parameters.get(ParameterShapes.EMBEDDING));
        int width = config.backbone().mixer().dModel();
        List<Scalar> logits = new ArrayList<>();
        List<Scalar> losses = new ArrayList<>();
        List<List<TextbookMixer.State>> finals = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            List<TextbookMixer.State> states = backbone.newState();
            finals.add(states);
            for (int t = b * length; t < (b + 1) * length; t++) {
                Scalar[] u = new Scalar[width];
                System.arraycopy(table, tokens[t] * width, u, 0, width);
                Scalar[] hidden = backbone.step(u, 1, states);
                List<Scalar> row = new ArrayList<>();
                List<Scalar> exponentials = new ArrayList<>();
                for (int v = 0; v < config.paddedVocabSize(); v++) {
                    List<Scalar> terms = new ArrayList<>();
                    for (int i = 0; i < width; i++) {
                        terms.add(table[v * width + i].times(hidden[i]));
                    }
                    row.add(tape.sum(terms));
                    exponentials.add(row.get(v).exp());
                }
                logits.addAll(row);
                losses.add(tape.sum(exponentials).log().plus(row.get(targets[t]).times(-1)));
            }
        }
        Scalar loss = tape.sum(losses).times(1.0 / losses.size());
        tape.backward(loss);

        out.begin();
        out.putIndices("in.input_ids", new int[] {batch, length}, tokens);
        out.putIndices("in.targets", new int[] {batch, length}, targets);
        int[] rows = {batch, length, config.paddedVocabSize()};
        out.put("out.logits", rows, logits.toArray(new Scalar[0]), false);
        out.put("step.logits", rows, logits.toArray(new Scalar[0]), false);
        out.put("out.loss", new int[] {1}, new double[] {loss.value});
        for (String parameter : shapes.keySet()) {
            int[] shape = shapes.get(parameter);
            boolean embedding = parameter.equals(ParameterShapes.EMBEDDING);
            Scalar[] scalars = embedding ? table : backbone.parameter(parameter);
            out.put("param." + parameter, shape, parameters.get(parameter));
            out.put("grad." + parameter, shape, scalars, true);
        }
        for (int layer = 0; layer < config.backbone().nLayer(); layer++) {
            int index = layer;
            putStates(
                    "step.layers." + layer + ".",
                    config.backbone().mixer(),
                    finals.stream().map(states -> states.get(index)).toList());
        }
        out.end(entry(name, "lm", options, batch, length));
    }

    private static Map<String, Object> entry(
            String name, String kind, Map<String, Object> options, int batch, int length) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("kind", kind);
        entry.put("config", options);
        entry.put("batch", (long) batch);
        entry.put("seqlen", (long) length);
        return entry;
    }

    private static Map<String, Object> withFiles(Map<String, Object> entry) {
        Map<String, Object> copy = new LinkedHashMap<>(entry);
        copy.put("files", Map.of("f64", "", "f32", ""));
        return copy;
    }

    private static Scalar[] flat(Scalar[][] rows) {
        List<Scalar> flat = new ArrayList<>();
        for (Scalar[] row : rows) {
            flat.addAll(List.of(row));
        }
        return flat.toArray(new Scalar[0]);
    }

    private static Scalar[] convStates(Mamba2Config c, List<TextbookMixer.State> states) {
        List<Scalar> flat = new ArrayList<>();
        for (TextbookMixer.State state : states) {
            for (int channel = 0; channel < c.convDim(); channel++) {
                for (Scalar[] column : state.past) {
                    flat.add(column[channel]);
                }
            }
        }
        return flat.toArray(new Scalar[0]);
    }

    private static Scalar[] ssmStates(List<TextbookMixer.State> states) {
        List<Scalar> flat = new ArrayList<>();
        for (TextbookMixer.State state : states) {
            for (Scalar[][] head : state.ssm) {
                flat.addAll(List.of(flat(head)));
            }
        }
        return flat.toArray(new Scalar[0]);
    }
}
