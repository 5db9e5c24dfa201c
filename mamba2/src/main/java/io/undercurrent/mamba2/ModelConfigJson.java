package io.undercurrent.mamba2;

import io.undercurrent.mamba2.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and writes config.json in the reference's form ({@code MambaConfig}). It refuses unknown
 * options, and options that this implementation cannot compute, by name.
 */
final class ModelConfigJson {

    private static final int MAX_BYTES = 1 << 20;

    /**
     * Options that choose a kernel or a storage type in the reference. They do not change results
     * here.
     */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("fused_add_norm", "residual_in_fp32", "architectures", "model_type");

    /** The object that holds options which the reference does not know. */
    static final String EXTENSION = "undercurrent";

    private ModelConfigJson() {}

    static Map<?, ?> extension(Path file) throws IOException {
        Object document = document(file);
        return document instanceof Map<?, ?> map && map.get(EXTENSION) instanceof Map<?, ?> own
                ? own
                : Map.of();
    }

    static ModelConfig read(Path file) throws IOException {
        try {
            return parse(document(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Object document(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(
                    file
                            + ": "
                            + Files.size(file)
                            + " bytes; a config.json has at most "
                            + MAX_BYTES);
        }
        try {
            return Json.parse(Files.readString(file), 8, 10_000);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static ModelConfig parse(Object document) {
        JsonFields fields = new JsonFields("config.json", document);
        if (fields.has("attn_layer_idx") && !fields.list("attn_layer_idx").isEmpty()) {
            throw new IllegalArgumentException(
                    "attn_layer_idx="
                            + fields.list("attn_layer_idx")
                            + ": attention layers are refused, because their memory grows with every"
                            + " event and a key's state here has a fixed size; train without them");
        }
        fields.skip("attn_layer_idx");
        fields.skip("attn_cfg");
        fields.expect("d_intermediate", 0L, "gated MLPs between the mixers are not supported");
        fields.expect("rms_norm", true, "LayerNorm blocks are not supported, train with RMSNorm");
        WITHOUT_EFFECT.forEach(fields::skip);
        fields.skip(EXTENSION);
        Mamba2Config mixer =
                MixerConfigJson.parse(fields.integer("d_model"), fields.required("ssm_cfg"));
        ModelConfig config =
                new ModelConfig(
                        new BackboneConfig(fields.integer("n_layer"), mixer),
                        fields.integer("vocab_size"),
                        fields.has("pad_vocab_size_multiple")
                                ? fields.integer("pad_vocab_size_multiple")
                                : 8,
                        !fields.has("tie_embeddings") || fields.bool("tie_embeddings"));
        fields.refuseOthers();
        return config;
    }

    static void write(ModelConfig config, Map<String, Object> extension, Path file)
            throws IOException {
        Map<String, Object> document = document(config);
        if (!extension.isEmpty()) {
            document.put(EXTENSION, extension);
        }
        Files.writeString(file, Json.write(document) + "\n");
    }

    private static Map<String, Object> document(ModelConfig config) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("d_model", config.backbone().mixer().dModel());
        map.put("d_intermediate", 0);
        map.put("n_layer", config.backbone().nLayer());
        map.put("vocab_size", config.vocabSize());
        map.put("ssm_cfg", MixerConfigJson.document(config.backbone().mixer(), true));
        map.put("attn_layer_idx", List.of());
        map.put("attn_cfg", Map.of());
        map.put("rms_norm", true);
        map.put("residual_in_fp32", true);
        map.put("fused_add_norm", false);
        map.put("pad_vocab_size_multiple", config.padVocabSizeMultiple());
        map.put("tie_embeddings", config.tieEmbeddings());
        return map;
    }
}
