package io.undercurrent.mamba2;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reference's parameter names and shapes, in the reference's order. Loading, saving,
 * initialising, hashing and gradients all use these maps.
 */
public final class ParameterShapes {

    /** Name of the token embedding, which is also the output head of a tied language model. */
    public static final String EMBEDDING = "backbone.embedding.weight";

    /** Name of the output head of an untied language model. */
    public static final String LM_HEAD = "lm_head.weight";

    /** Name of the final norm's weight. */
    public static final String FINAL_NORM = "backbone.norm_f.weight";

    private ParameterShapes() {}

    /** Names (such as {@code in_proj.weight}) and row-major shapes of one mixer. */
    public static Map<String, int[]> mixer(Mamba2Config c) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        int heads = c.nheads();
        if (c.learnableInitStates()) {
            shapes.put("init_states", new int[] {heads, c.headdim(), c.dState()});
        }
        shapes.put("dt_bias", new int[] {heads});
        shapes.put("A_log", new int[] {heads});
        shapes.put("D", new int[] {c.dHasHdim() ? c.dSsm() : heads});
        shapes.put("in_proj.weight", new int[] {c.dInProj(), c.dModel()});
        if (c.bias()) {
            shapes.put("in_proj.bias", new int[] {c.dInProj()});
        }
        shapes.put("conv1d.weight", new int[] {c.convDim(), 1, c.dConv()});
        if (c.convBias()) {
            shapes.put("conv1d.bias", new int[] {c.convDim()});
        }
        if (c.rmsnorm()) {
            shapes.put("norm.weight", new int[] {c.dSsm()});
        }
        shapes.put("out_proj.weight", new int[] {c.dModel(), c.dInner()});
        if (c.bias()) {
            shapes.put("out_proj.bias", new int[] {c.dModel()});
        }
        return shapes;
    }

    /** Names and shapes of all blocks and the final norm. */
    public static Map<String, int[]> backbone(BackboneConfig config) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        int[] width = {config.mixer().dModel()};
        for (int layer = 0; layer < config.nLayer(); layer++) {
            shapes.put(layerPrefix(layer) + "norm.weight", width);
            String prefix = mixerPrefix(layer);
            mixer(config.mixer()).forEach((name, shape) -> shapes.put(prefix + name, shape));
        }
        shapes.put(FINAL_NORM, width);
        return shapes;
    }

    /** Names and shapes of a language model: embedding, blocks, and an untied head. */
    public static Map<String, int[]> languageModel(ModelConfig config) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        int[] table = {config.paddedVocabSize(), config.backbone().mixer().dModel()};
        shapes.put(EMBEDDING, table);
        shapes.putAll(backbone(config.backbone()));
        if (!config.tieEmbeddings()) {
            shapes.put(LM_HEAD, table);
        }
        return shapes;
    }

    /** {@code backbone.layers.<layer>.}. */
    public static String layerPrefix(int layer) {
        return "backbone.layers." + layer + ".";
    }

    /** {@code backbone.layers.<layer>.mixer.}. */
    public static String mixerPrefix(int layer) {
        return layerPrefix(layer) + "mixer.";
    }
}
