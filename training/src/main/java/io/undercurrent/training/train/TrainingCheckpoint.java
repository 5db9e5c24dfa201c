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
 * A training's state as one safetensors file, which is replaced as a whole, so that a kill at any
 * moment leaves the old one or the new one.
 */
final class TrainingCheckpoint {
    private static final String TASK = "task";
    private static final String STEPS = "steps";
    private static final String POINTS = "looks";
    private static final int POINT_NUMBERS = 4;

    private TrainingCheckpoint() {}

    /**
     * Writes a checkpoint.
     *
     * @param task describes the training; reading it for another task is refused
     */
    static void write(Path file, String task, TrainingState state) throws IOException {
        SafetensorsWriter writer =
                new SafetensorsWriter()
                        .metadata(TASK, task)
                        .metadata(STEPS, String.valueOf(state.engine().steps()));
        add(writer, "weights.", state.engine().parameters());
        add(writer, "first.", state.engine().firstMoment());
        add(writer, "second.", state.engine().secondMoment());
        add(writer, "best.", state.best());
        double[] numbers = new double[state.points().size() * POINT_NUMBERS];
        for (int i = 0; i < state.points().size(); i++) {
            ValidationPoint point = state.points().get(i);
            numbers[i * POINT_NUMBERS] = (double) point.round();
            numbers[i * POINT_NUMBERS + 1] = (double) point.steps();
            numbers[i * POINT_NUMBERS + 2] = point.trained();
            numbers[i * POINT_NUMBERS + 3] = point.validation();
        }
        int[] shape = {state.points().size(), POINT_NUMBERS};
        writer.doubles(POINTS, DType.F64, shape, numbers).write(file);
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
    static TrainingState read(Path file, String task, Map<String, int[]> shapes)
            throws IOException {
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
            List<ValidationPoint> points = new ArrayList<>();
            double[] numbers = in.doubles(POINTS);
            for (int i = 0; i < numbers.length; i += POINT_NUMBERS) {
                points.add(
                        new ValidationPoint(
                                (long) numbers[i],
                                (long) numbers[i + 1],
                                numbers[i + 2],
                                numbers[i + 3]));
            }
            return new TrainingState(engine, parameters(in, "best.", shapes), points);
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
