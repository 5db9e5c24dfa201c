package io.undercurrent.mamba2;

import io.undercurrent.mamba2.safetensors.DType;
import io.undercurrent.mamba2.safetensors.PickleAdvice;
import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import io.undercurrent.mamba2.safetensors.SafetensorsWriter;
import io.undercurrent.mamba2.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model on disk in the layout of PyTorch models: config.json beside model.safetensors. */
public final class ModelDirectory {

    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.safetensors";
    private static final String PICKLED = "pytorch_model.bin";

    private ModelDirectory() {}

    /** Reads config.json; an error names the file and the place. */
    public static ModelConfig readConfig(Path directory) throws IOException {
        return ModelConfigJson.read(existing(directory, CONFIG));
    }

    /**
     * Reads the extension that {@link #write} stored with the reference's options, without the
     * weights' hashes.
     *
     * @return empty if the file has none
     */
    public static Map<?, ?> readExtension(Path directory) throws IOException {
        Map<Object, Object> own = new LinkedHashMap<>(extension(directory));
        own.remove(WeightHashes.ENTRY);
        return own;
    }

    private static Map<?, ?> extension(Path directory) throws IOException {
        return ModelConfigJson.extension(existing(directory, CONFIG));
    }

    /**
     * Compares a weights file with the hash that config.json has of it; one without is not checked.
     *
     * @param file its name in the folder
     * @throws IOException if they differ; the message names file and hashes
     */
    public static void checkHash(Path directory, String file) throws IOException {
        WeightHashes.check(directory, file, extension(directory));
    }

    /**
     * Reads exactly the given tensors and checks the file's hash, their shapes and values.
     *
     * @param ignored names of tensors that the file may have and that are not read
     */
    public static Parameters<float[]> readParameters(
            Path directory, Map<String, int[]> shapes, Set<String> ignored) throws IOException {
        Path weights = existing(directory, WEIGHTS);
        checkHash(directory, WEIGHTS);
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            Set<String> unknown = new TreeSet<>(file.tensors().keySet());
            unknown.removeAll(shapes.keySet());
            unknown.removeAll(ignored);
            Set<String> missing = new TreeSet<>(shapes.keySet());
            missing.removeAll(file.tensors().keySet());
            if (!unknown.isEmpty() || !missing.isEmpty()) {
                throw new IOException(
                        directory.resolve(WEIGHTS)
                                + " does not fit "
                                + CONFIG
                                + ": unknown tensors "
                                + unknown
                                + ", missing tensors "
                                + missing);
            }
            Map<String, float[]> values = new LinkedHashMap<>();
            for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
                checkShape(directory, file.tensors().get(entry.getKey()), entry.getValue());
                float[] read = file.floats(entry.getKey());
                WeightChecks.check(
                        directory.resolve(WEIGHTS).toString(),
                        entry.getKey(),
                        entry.getValue(),
                        read);
                values.put(entry.getKey(), read);
            }
            return new Parameters<>(shapes, values);
        }
    }

    static void write(Path directory, ModelConfig config, Parameters<float[]> parameters)
            throws IOException {
        write(directory, config, Map.of(), parameters, List.of());
    }

    /**
     * Writes model.safetensors (F32), and config.json with its hash.
     *
     * @param extension JSON values under {@value ModelConfigJson#EXTENSION}, which the reference
     *     does not know
     * @param others names of further weights files, which the folder has already; config.json gets
     *     their hashes too
     */
    public static void write(
            Path directory,
            ModelConfig config,
            Map<String, Object> extension,
            Parameters<float[]> parameters,
            List<String> others)
            throws IOException {
        Files.createDirectories(directory);
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        parameters
                .shapes()
                .forEach(
                        (name, shape) ->
                                writer.floats(name, DType.F32, shape, parameters.get(name)));
        writer.write(directory.resolve(WEIGHTS));
        List<String> files = new ArrayList<>(List.of(WEIGHTS));
        files.addAll(others);
        Map<String, Object> own = new LinkedHashMap<>(extension);
        own.put(WeightHashes.ENTRY, WeightHashes.of(directory, files));
        ModelConfigJson.write(config, own, directory.resolve(CONFIG));
    }

    /** If the file also stores a tied head, checks that it equals the embedding, bit for bit. */
    static void checkTied(Path directory, float[] embedding) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(existing(directory, WEIGHTS))) {
            if (file.tensors().containsKey(ParameterShapes.LM_HEAD)
                    && !Arrays.equals(file.floats(ParameterShapes.LM_HEAD), embedding)) {
                throw new IOException(
                        directory.resolve(WEIGHTS)
                                + ": "
                                + ParameterShapes.LM_HEAD
                                + " differs from "
                                + ParameterShapes.EMBEDDING
                                + " although tie_embeddings is true; set it to false");
            }
        }
    }

    private static void checkShape(Path directory, TensorInfo info, int[] expected)
            throws IOException {
        List<Long> shape = Arrays.stream(expected).asLongStream().boxed().toList();
        if (!info.shape().equals(shape)) {
            throw new IOException(
                    directory.resolve(WEIGHTS)
                            + ": tensor \""
                            + info.name()
                            + "\" has shape "
                            + info.shape()
                            + "; "
                            + CONFIG
                            + " asks for "
                            + shape);
        }
    }

    private static Path existing(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (name.equals(WEIGHTS) && Files.isRegularFile(directory.resolve(PICKLED))) {
            throw new IOException(
                    directory
                            + " has "
                            + PICKLED
                            + " and no "
                            + WEIGHTS
                            + ". "
                            + PickleAdvice.TEXT);
        }
        throw new IOException(
                directory
                        + " has no "
                        + name
                        + "; a model is a folder with "
                        + CONFIG
                        + " and "
                        + WEIGHTS);
    }
}
