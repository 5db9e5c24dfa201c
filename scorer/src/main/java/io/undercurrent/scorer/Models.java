package io.undercurrent.scorer;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.scorer.network.NetworkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Loads the model that a URI names.
 *
 * <p>{@link #UNIVERSAL} is the trained forecaster that ships with the scorer, {@code
 * bundled:universal-medium} a larger one that costs more for each event, and {@code
 * bundled:universal-1} the first edition of {@link #UNIVERSAL}. {@code bundled:tiny}, {@code
 * bundled:small} and {@code bundled:base} are seeded, untrained backbones that are computed from
 * their seed in milliseconds, for comparison and for measuring speed; {@code ?seed=N} picks other
 * weights. A {@code file:} URI or a path names a folder written by {@link #save}.
 */
public final class Models {
    /** The seed of the bundled weights. */
    public static final long SEED = 2405_21060L; // the paper's number

    /** The model that is used if no other is named. */
    public static final String UNIVERSAL = "bundled:universal";

    private static final String SCHEME = "bundled:";
    private static final List<String> TRAINED =
            List.of("universal", "universal-medium", "universal-1");
    private static final List<String> SEEDED = List.of("tiny", "small", "base");
    private static final List<String> TRAINED_FILES = List.of("config.json", "model.safetensors");

    private Models() {}

    /** The URIs of all bundled models, the trained ones first. */
    public static List<String> bundled() {
        return Stream.concat(TRAINED.stream(), SEEDED.stream()).map(SCHEME::concat).toList();
    }

    /** The URIs of the bundled models that were trained. */
    public static List<String> trained() {
        return TRAINED.stream().map(SCHEME::concat).toList();
    }

    /**
     * Loads a model.
     *
     * @param uri as above
     * @return the model
     * @throws IllegalArgumentException if no such model is bundled or the folder holds none
     * @throws IOException if a file cannot be read, differs from the hash that config.json has of
     *     it, or the model's first forecasts are not finite
     */
    public static SequenceModel load(String uri) throws IOException {
        if (uri.startsWith(SCHEME)) {
            return bundled(uri);
        }
        Path folder = uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
        if (!Files.isRegularFile(folder.resolve("config.json"))) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "model '%s': no config.json there; allowed are %s and folders with config.json, model.safetensors and %s",
                            uri,
                            String.join(", ", bundled()),
                            SeededModel.PROJECTION_FILE));
        }
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        SequenceModel model =
                NetworkFolder.isForecaster(folder)
                        ? SequenceModel.trained(name, NetworkFolder.read(folder))
                        : SeededModel.read(name, folder);
        FirstForecasts.check(model, folder.toString());
        return model;
    }

    /**
     * Writes a model into a folder that {@link #load} reads.
     *
     * @param model the model
     * @param folder created if missing
     * @throws IOException if a file cannot be written
     */
    public static void save(SequenceModel model, Path folder) throws IOException {
        Files.createDirectories(folder);
        model.save(folder);
    }

    /** Reads the shipped files through a temporary folder, because they may lie within a jar. */
    private static SequenceModel trained(String name) throws IOException {
        Path folder = Files.createTempDirectory("undercurrent-universal");
        try {
            for (String file : TRAINED_FILES) {
                try (InputStream in = Models.class.getResourceAsStream(name + "/" + file)) {
                    Files.copy(in, folder.resolve(file));
                }
            }
            SequenceModel model = SequenceModel.trained(name, NetworkFolder.read(folder));
            FirstForecasts.check(model, SCHEME + name);
            return model;
        } finally {
            for (String file : TRAINED_FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    private static SequenceModel bundled(String uri) throws IOException {
        String trained = uri.substring(SCHEME.length());
        if (TRAINED.contains(trained)) {
            return trained(trained);
        }
        String[] parts = uri.substring(SCHEME.length()).split("\\?seed=", 2);
        String name = parts[0].toLowerCase(Locale.ROOT);
        BackboneConfig config =
                switch (name) {
                    case "tiny" -> BackboneConfig.tiny();
                    case "small" -> BackboneConfig.small();
                    case "base" -> BackboneConfig.base();
                    default ->
                            throw new IllegalArgumentException(
                                    String.format(
                                            Locale.ROOT,
                                            "model '%s': bundled are %s, %s",
                                            uri,
                                            String.join(", ", TRAINED),
                                            String.join(", ", SEEDED)));
                };
        if (parts.length == 1) {
            return SequenceModel.seeded(name, config, SEED);
        }
        try {
            return SequenceModel.seeded(
                    name + "-seed" + parts[1], config, Long.parseLong(parts[1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "model '%s': the seed must be a whole number", uri),
                    e);
        }
    }
}
