package io.undercurrent.mamba2;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One entry of a manifest. */
record GoldenCase(
        String name,
        String kind,
        String type,
        Map<?, ?> config,
        int batch,
        int length,
        List<Integer> lengths,
        Path f64,
        Path f32,
        Path directory) {

    static GoldenCase of(Path folder, Map<?, ?> entry) {
        Map<?, ?> files = (Map<?, ?>) entry.get("files");
        List<?> lengths = (List<?>) entry.get("seqlens");
        Object json = entry.get("config_json");
        return new GoldenCase(
                (String) entry.get("name"),
                (String) entry.get("kind"),
                (String) entry.get("class"),
                (Map<?, ?>) entry.get("config"),
                integer(entry.get("batch")),
                integer(entry.get("seqlen")),
                lengths == null ? null : lengths.stream().map(GoldenCase::integer).toList(),
                folder.resolve((String) files.get("f64")),
                folder.resolve((String) files.get("f32")),
                json == null ? folder : folder.resolve((String) json).getParent());
    }

    /** The configuration of a module case, with the defaults of its class. */
    Mamba2Config mixer() {
        Map<String, Object> options = new HashMap<>();
        config.forEach((name, value) -> options.put((String) name, value));
        Mamba2Config.Builder builder = Mamba2Config.builder(integer(options.remove("d_model")));
        if ("Mamba2Simple".equals(type)) {
            builder.dState(64).headdim(128).groupedNorm(false);
        }
        JsonFields fields = new JsonFields(name, options);
        Mamba2Config mixer = MixerConfigJson.options(builder, fields);
        fields.refuseOthers();
        return mixer;
    }

    int integer(String option) {
        return integer(config.get(option));
    }

    private static int integer(Object value) {
        return Math.toIntExact((Long) value);
    }
}
