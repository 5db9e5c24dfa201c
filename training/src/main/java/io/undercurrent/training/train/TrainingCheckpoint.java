package io.undercurrent.training.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.safetensors.DType;
import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import io.undercurrent.mamba2.safetensors.SafetensorsWriter;
import io.undercurrent.training.engine.EngineState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training's standing as one safetensors file, replaced as a whole, so that a kill at any moment
 * leaves the old one or the new one.
 */
final class TrainingCheckpoint {
    private static final String TASK = "task";
    private static final String STEPS = "steps";
    private static final String LOOKS = "looks";
    private static final int LOOK_NUMBERS = 4;

    private TrainingCheckpoint() {}

    /**
     * Writes a checkpoint.
     *
     * @param task what is trained, in words: another task is refused when it is read
     */
    static void write(Path file, String task, Standing standing) throws IOException {
        SafetensorsWriter writer =
                new SafetensorsWriter()
                        .metadata(TASK, task)
                        .metadata(STEPS, String.valueOf(standing.engine().steps()));
        add(writer, "weights.", standing.engine().parameters());
        add(writer, "first.", standing.engine().firstMoment());
        add(writer, "second.", standing.engine().secondMoment());
        add(writer, "best.", standing.best());
        double[] looks = new double[standing.looks().size() * LOOK_NUMBERS];
        for (int i = 0; i < standing.looks().size(); i++) {
            Look look = standing.looks().get(i);
            looks[i * LOOK_NUMBERS] = (double) look.round();
            looks[i * LOOK_NUMBERS + 1] = (double) look.steps();
            looks[i * LOOK_NUMBERS + 2] = look.trained();
            looks[i * LOOK_NUMBERS + 3] = look.validation();
        }
        int[] shape = {standing.looks().size(), LOOK_NUMBERS};
        writer.doubles(LOOKS, DType.F64, shape, looks).write(file);
    }

    private static void add(SafetensorsWriter writer, String prefix, Parameters<float[]> p) {
        p.shapes()
                .forEach(
                        (name, shape) ->
                                writer.floats(prefix + name, DType.F32, shape, p.get(name)));
    }

    /**
     * Reads a checkpoint.
     *
     * @throws IOException if it is damaged, of another task or of another network
     */
    static Standing read(Path file, String task, Map<String, int[]> shapes) throws IOException {
        try (SafetensorsFile in = SafetensorsFile.open(file)) {
            String other = in.metadata().get(TASK);
            if (!task.equals(other)) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s is the checkpoint of another training (%s), this one is %s: use another folder, or the options of then",
                                file,
                                other,
                                task));
            }
            EngineState engine =
                    new EngineState(
                            Long.parseLong(in.metadata().get(STEPS)),
                            parameters(in, "weights.", shapes),
                            parameters(in, "first.", shapes),
                            parameters(in, "second.", shapes));
            List<Look> looks = new ArrayList<>();
            double[] numbers = in.doubles(LOOKS);
            for (int i = 0; i < numbers.length; i += LOOK_NUMBERS) {
                looks.add(
                        new Look(
                                (long) numbers[i],
                                (long) numbers[i + 1],
                                numbers[i + 2],
                                numbers[i + 3]));
            }
            return new Standing(engine, parameters(in, "best.", shapes), looks);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Parameters<float[]> parameters(
            SafetensorsFile in, String prefix, Map<String, int[]> shapes) throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            values.put(name, in.floats(prefix + name));
        }
        return new Parameters<>(shapes, values);
    }
}
