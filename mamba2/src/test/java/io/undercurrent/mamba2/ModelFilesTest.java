package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.safetensors.DType;
import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import io.undercurrent.mamba2.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models on disk: what is saved is loaded, and what cannot be computed is refused by name. */
class ModelFilesTest {

    private static final String CONFIG =
            "{\"d_model\": 4, \"d_intermediate\": 0, \"n_layer\": 1, \"vocab_size\": 0, \"ssm_cfg\":"
                    + " {\"layer\": \"Mamba2\", \"d_state\": 2, \"headdim\": 4}, \"attn_layer_idx\": [],"
                    + " \"attn_cfg\": {}, \"rms_norm\": true, \"residual_in_fp32\": true,"
                    + " \"fused_add_norm\": false, \"pad_vocab_size_multiple\": 1, \"tie_embeddings\":"
                    + " true}";

    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBackboneSurvives(long seed) throws IOException {
        Backbone backbone = Backbone.seeded(new RandomModels(seed).backbone(), seed);
        backbone.save(folder);
        Backbone loaded = Backbone.load(folder);
        assertThat(loaded.config()).isEqualTo(backbone.config());
        assertThat(loaded.sha256()).isEqualTo(backbone.sha256());
        for (String name : backbone.parameters().names()) {
            assertThat(loaded.parameters().get(name))
                    .as(name)
                    .containsExactly(backbone.parameters().get(name));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, 3e38f, -65536f})
    void aWeightThatNoTrainingGivesIsRefusedWithItsPlace(float weight) throws IOException {
        Backbone backbone = Backbone.seeded(new RandomModels(1).backbone(), 1);
        String tensor = "backbone.layers.0.mixer.in_proj.weight";
        int[] shape = backbone.parameters().shapes().get(tensor);
        backbone.parameters().get(tensor)[shape[1] + 2] = weight;
        backbone.save(folder);
        assertThatThrownBy(() -> Backbone.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.safetensors: tensor \"" + tensor + "\" at [1, 2] is")
                .hasMessageContaining(String.valueOf(weight))
                .hasMessageContaining("allowed are numbers from -65504 to 65504");
    }

    @Test
    void weightsThatWereChangedAfterwardsAreRefusedByTheirHash() throws IOException {
        Backbone backbone = Backbone.seeded(new RandomModels(1).backbone(), 1);
        backbone.save(folder);
        Path weights = folder.resolve("model.safetensors");
        byte[] good = Files.readAllBytes(weights);
        byte[] zeroed = good.clone();
        int data = 8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Arrays.fill(zeroed, data, zeroed.length, (byte) 0);
        Files.write(weights, zeroed);
        String stated = HexFormat.of().formatHex(Sha256.of(good)).substring(0, 12);
        String found = HexFormat.of().formatHex(Sha256.of(zeroed)).substring(0, 12);
        assertThatThrownBy(() -> Backbone.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(weights + ": its SHA-256 begins with " + found)
                .hasMessageContaining("whose SHA-256 begins with " + stated)
                .hasMessageContaining("copy the whole folder again");
        Files.write(weights, good);
        assertThat(Backbone.load(folder).sha256()).isEqualTo(backbone.sha256());
    }

    @Test
    void aFolderWithoutHashesIsReadAndABrokenEntryIsNot() throws IOException {
        Backbone backbone = Backbone.seeded(new RandomModels(1).backbone(), 1);
        backbone.save(folder);
        Path config = folder.resolve("config.json");
        String written = Files.readString(config);
        String entry = written.substring(written.indexOf(", \"undercurrent\""));
        assertThat(entry).contains("\"sha256\": {\"model.safetensors\": \"");
        Files.writeString(config, written.replace(entry, "}"));
        assertThat(Backbone.load(folder).sha256()).isEqualTo(backbone.sha256());
        for (String broken : new String[] {"{}", "7", "{\"model.safetensors\": \"abc\"}"}) {
            String other = ", \"undercurrent\": {\"sha256\": " + broken + "}}";
            Files.writeString(config, written.replace(entry, other));
            assertThatThrownBy(() -> Backbone.load(folder))
                    .hasMessageContaining("undercurrent.sha256 has no hash of model.safetensors");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLanguageModelSurvives(boolean tied) throws IOException {
        BackboneConfig backbone = new BackboneConfig(2, new RandomModels(9).mixer());
        LanguageModel model = LanguageModel.seeded(new ModelConfig(backbone, 13, 8, tied), 9);
        model.save(folder);
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            assertThat(file.tensors().keySet())
                    .as("what PyTorch's load_state_dict expects")
                    .contains("lm_head.weight", "backbone.embedding.weight")
                    .contains("backbone.layers.1.mixer.in_proj.weight");
        }
        LanguageModel loaded = LanguageModel.load(folder);
        assertThat(loaded.config()).isEqualTo(model.config());
        assertThat(loaded.backbone().sha256()).isEqualTo(model.backbone().sha256());
        assertThat(loaded.parameters().names()).isEqualTo(model.parameters().names());
        assertThat(Backbone.load(folder).sha256()).isEqualTo(model.backbone().sha256());
    }

    @Test
    void seedsAndHashesAreStable() {
        Backbone tiny = Backbone.seeded(BackboneConfig.tiny(), 42);
        assertThat(tiny.sha256())
                .as("the same weights on every JDK: a job's states hang on this")
                .isEqualTo("6437089efdbf86a753069db9a5be491ee7416303bfa2644fcaefe59385f2a818");
        assertThat(Backbone.seeded(BackboneConfig.tiny(), 42).sha256()).isEqualTo(tiny.sha256());
        assertThat(Backbone.seeded(BackboneConfig.tiny(), 43).sha256()).isNotEqualTo(tiny.sha256());
        BackboneConfig otherChunks =
                new BackboneConfig(
                        2, Mamba2Config.builder(32).headdim(16).dState(16).chunkSize(16).build());
        assertThat(Backbone.of(otherChunks, tiny.parameters()).sha256())
                .as("chunk_size does not change what a state means")
                .isEqualTo(tiny.sha256());
        BackboneConfig otherMeaning =
                new BackboneConfig(
                        2,
                        Mamba2Config.builder(32)
                                .headdim(16)
                                .dState(16)
                                .normBeforeGate(true)
                                .build());
        assertThat(Backbone.of(otherMeaning, tiny.parameters()).sha256())
                .isNotEqualTo(tiny.sha256());
    }

    @Test
    void initialisationIsTheReferences() {
        Backbone backbone = Backbone.seeded(BackboneConfig.base(), 1);
        Parameters<float[]> mixer = backbone.parameters().under(ParameterShapes.mixerPrefix(2));
        assertThat(largest(mixer.get("in_proj.weight"))).isBetween(0.99 / Math.sqrt(128), 0.0884);
        assertThat(largest(mixer.get("conv1d.weight"))).isBetween(0.49, 0.5);
        assertThat(largest(mixer.get("out_proj.weight")))
                .as("1/sqrt(d_inner), divided by sqrt(n_layer)")
                .isBetween(0.99 / 32, 1.0 / 32);
        for (float bias : mixer.get("dt_bias")) {
            assertThat(Math.log1p(Math.exp(bias))).isBetween(0.99e-3, 0.101);
        }
        for (float aLog : mixer.get("A_log")) {
            assertThat(Math.exp(aLog)).isBetween(1.0, 16.0);
        }
        assertThat(mixer.get("D")).containsOnly(1f);
        assertThat(mixer.get("norm.weight")).containsOnly(1f);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attn_layer_idx\": [] | attn_layer_idx\": [1] | memory grows",
                "d_intermediate\": 0 | d_intermediate\": 8 | d_intermediate=8",
                "rms_norm\": true | rms_norm\": false | LayerNorm",
                "\"layer\": \"Mamba2\", | '' | Mamba-1",
                "\"Mamba2\" | \"Mamba1\" | layer=Mamba1",
                "\"d_state\": 2 | \"d_state\": 2.5 | d_state=2.5; it must be an integer",
                "\"d_state\": 2 | \"d_stat\": 2 | unknown option d_stat",
                "\"headdim\": 4 | \"headdim\": 3 | headdim=3",
                "\"n_layer\": 1 | \"n_layer\": 0 | n_layer=0",
                "\"n_layer\": 1, | '' | has no n_layer",
                "{\"d_model\": 4 | {\"d_model\": 4,, | JSON at character",
            })
    void whatCannotBeComputedIsRefused(String from, String to, String message) throws IOException {
        assertThat(CONFIG).contains(from);
        Files.writeString(folder.resolve("config.json"), CONFIG.replace(from, to));
        assertThatThrownBy(() -> Backbone.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(message);
    }

    @Test
    void missingAndPickledFilesAreNamed() throws IOException {
        assertThatThrownBy(() -> Backbone.load(folder)).hasMessageContaining("no config.json");
        Files.writeString(folder.resolve("config.json"), CONFIG);
        assertThatThrownBy(() -> Backbone.load(folder))
                .hasMessageContaining("no model.safetensors");
        Files.write(folder.resolve("pytorch_model.bin"), new byte[] {'P', 'K', 3, 4});
        assertThatThrownBy(() -> Backbone.load(folder))
                .hasMessageContaining("Pickled files can run code")
                .hasMessageContaining("save_file");
        Files.move(folder.resolve("pytorch_model.bin"), folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> Backbone.load(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void tensorsThatDoNotFitAreNamed() throws IOException {
        Files.writeString(folder.resolve("config.json"), CONFIG);
        Backbone backbone = Backbone.seeded(ModelDirectory.readConfig(folder).backbone(), 1);
        Map<String, int[]> shapes = new LinkedHashMap<>(backbone.parameters().shapes());
        shapes.put("backbone.norm_f.weight", new int[] {2, 2});
        write(backbone, shapes, "");
        assertThatThrownBy(() -> Backbone.load(folder))
                .hasMessageContaining("backbone.norm_f.weight")
                .hasMessageContaining("[2, 2]")
                .hasMessageContaining("[4]");
        write(backbone, backbone.parameters().shapes(), "x");
        assertThatThrownBy(() -> Backbone.load(folder))
                .hasMessageContaining("unknown tensors [backbone.norm_f.weightx]")
                .hasMessageContaining("missing tensors [backbone.norm_f.weight]");
    }

    private void write(Backbone backbone, Map<String, int[]> shapes, String suffix)
            throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        shapes.forEach(
                (name, shape) ->
                        writer.floats(
                                name.endsWith("norm_f.weight") ? name + suffix : name,
                                DType.F32,
                                shape,
                                backbone.parameters().get(name)));
        writer.write(folder.resolve("model.safetensors"));
    }

    @Test
    void aTiedHeadMustBeTheEmbedding() throws IOException {
        BackboneConfig backbone = new BackboneConfig(1, new RandomModels(3).mixer());
        LanguageModel untied = LanguageModel.seeded(new ModelConfig(backbone, 5, 1, false), 3);
        untied.save(folder);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(
                config, text.replace("\"tie_embeddings\": false", "\"tie_embeddings\": true"));
        assertThatThrownBy(() -> LanguageModel.load(folder))
                .hasMessageContaining("lm_head.weight differs")
                .hasMessageContaining("tie_embeddings");
        float[] row = new float[backbone.mixer().dModel()];
        assertThatThrownBy(() -> untied.embed(5, row)).hasMessageContaining("token 5");
        untied.embed(4, row);
        float[] table = untied.parameters().get(ParameterShapes.EMBEDDING);
        assertThat(row).containsExactly(Arrays.copyOfRange(table, 4 * row.length, 5 * row.length));
    }

    @Test
    void halfPrecisionWeightsAreRead() throws IOException {
        Files.writeString(folder.resolve("config.json"), CONFIG);
        Backbone backbone = Backbone.seeded(ModelDirectory.readConfig(folder).backbone(), 1);
        SafetensorsWriter writer = new SafetensorsWriter();
        DType[] types = {DType.F16, DType.BF16, DType.F64, DType.F32};
        int next = 0;
        for (String name : backbone.parameters().names()) {
            writer.floats(
                    name,
                    types[next++ % types.length],
                    backbone.parameters().shapes().get(name),
                    backbone.parameters().get(name));
        }
        writer.write(folder.resolve("model.safetensors"));
        Backbone loaded = Backbone.load(folder);
        for (String name : backbone.parameters().names()) {
            Near.assertNear(
                    name,
                    Near.wide(loaded.parameters().get(name)),
                    Near.wide(backbone.parameters().get(name)),
                    1.0 / 256);
        }
    }
}
