package io.undercurrent.mamba2;

import io.undercurrent.mamba2.json.Json;
import io.undercurrent.mamba2.safetensors.DType;
import io.undercurrent.mamba2.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a folder of golden vectors in the form that {@link GoldenFolder} reads. */
final class VectorWriter {

    private final Path folder;
    private final List<Object> cases = new ArrayList<>();
    private SafetensorsWriter f64;
    private SafetensorsWriter f32;

    VectorWriter(Path folder) {
        this.folder = folder;
    }

    void begin() {
        f64 = new SafetensorsWriter();
        f32 = new SafetensorsWriter();
    }

    void put(String name, int[] shape, double[] values) {
        f64.doubles(name, DType.F64, shape, values);
        f32.doubles(name, DType.F32, shape, values);
    }

    void put(String name, int[] shape, Scalar[] scalars, boolean gradients) {
        double[] values = new double[scalars.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = gradients ? scalars[i].gradient : scalars[i].value;
        }
        put(name, shape, values);
    }

    void putIndices(String name, int[] shape, int[] values) {
        long[] wide = Arrays.stream(values).asLongStream().toArray();
        f64.longs(name, DType.I64, shape, wide);
        f32.longs(name, DType.I64, shape, wide);
    }

    void end(Map<String, Object> entry) throws IOException {
        String name = (String) entry.get("name");
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("f64", name + ".f64.safetensors");
        files.put("f32", name + ".f32.safetensors");
        entry.put("files", files);
        f64.write(folder.resolve(name + ".f64.safetensors"));
        f32.write(folder.resolve(name + ".f32.safetensors"));
        cases.add(entry);
    }

    void manifest() throws IOException {
        StringBuilder text = new StringBuilder("{\"format\": 1, \"cases\": [\n");
        for (int i = 0; i < cases.size(); i++) {
            text.append(Json.write(cases.get(i))).append(i + 1 < cases.size() ? ",\n" : "\n");
        }
        Files.writeString(folder.resolve("manifest.json"), text.append("]}\n"));
    }
}
