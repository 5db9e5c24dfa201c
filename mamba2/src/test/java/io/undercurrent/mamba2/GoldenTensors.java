package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import io.undercurrent.mamba2.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One golden file in one precision, read once: inputs by name, and comparisons that remember what
 * was compared, so that a test can insist on all of it. All numbers are held as double.
 */
final class GoldenTensors<V> {

    final Reals<V> r;
    private final boolean single;
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final TreeSet<String> compared = new TreeSet<>();
    private double worst;

    private GoldenTensors(Reals<V> reals, boolean single, Path file) throws IOException {
        r = reals;
        this.single = single;
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            for (TensorInfo info : tensors.tensors().values()) {
                infos.put(info.name(), info);
                values.put(
                        info.name(),
                        info.dtype().isFloating()
                                ? tensors.doubles(info.name())
                                : toDoubles(tensors.longs(info.name())));
            }
        }
    }

    static GoldenTensors<double[]> float64(Path file) throws IOException {
        return new GoldenTensors<>(Precision.FLOAT64, false, file);
    }

    static GoldenTensors<float[]> float32(Path file) throws IOException {
        return new GoldenTensors<>(Precision.FLOAT32, true, file);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double[] doubles(String name) {
        assertThat(values.keySet()).as("tensors of the file").contains(name);
        return values.get(name);
    }

    int[] ints(String name) {
        double[] source = doubles(name);
        int[] result = new int[source.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (int) source[i];
        }
        return result;
    }

    long[] shape(String name) {
        return infos.get(name).shape().stream().mapToLong(Long::longValue).toArray();
    }

    V flat(String name) {
        return vector(doubles(name));
    }

    V vector(double[] source) {
        V v = r.vector(source.length);
        for (int i = 0; i < source.length; i++) {
            r.set(v, i, source[i]);
        }
        return v;
    }

    /** All leading dimensions as rows of the given width. */
    V[] rows(String name, int width) {
        return r.rows(flat(name), doubles(name).length / width, width);
    }

    /** A tensor [sequences][rows][columns] as one matrix [columns][rows] for each sequence. */
    List<V[]> transposed(String name, int sequences, int rows, int columns) {
        double[] source = doubles(name);
        assertThat(source).as(name).hasSize(sequences * rows * columns);
        List<V[]> result = new ArrayList<>();
        for (int s = 0; s < sequences; s++) {
            V[] matrix = r.matrix(columns, rows);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    r.set(matrix[j], i, source[(s * rows + i) * columns + j]);
                }
            }
            result.add(matrix);
        }
        return result;
    }

    Parameters<V> parameters(String prefix, Map<String, int[]> shapes) {
        Map<String, V> tensors = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), flat(name));
            }
        }
        return new Parameters<>(shapes, tensors);
    }

    /** Compares rows laid end to end. */
    void compareRows(String name, V[] actual) {
        int width = actual.length == 0 ? 0 : r.length(actual[0]);
        double[] flat = new double[actual.length * width];
        for (int t = 0; t < actual.length; t++) {
            for (int i = 0; i < width; i++) {
                flat[t * width + i] = r.get(actual[t], i);
            }
        }
        compare(name, flat);
    }

    void compareVector(String name, V actual) {
        double[] flat = new double[r.length(actual)];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = r.get(actual, i);
        }
        compare(name, flat);
    }

    /** Compares matrices [columns][rows] with a tensor [sequences][rows][columns]. */
    void compareTransposed(String name, List<V[]> actual) {
        int columns = actual.get(0).length;
        int rows = r.length(actual.get(0)[0]);
        double[] flat = new double[actual.size() * rows * columns];
        for (int s = 0; s < actual.size(); s++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    flat[(s * rows + i) * columns + j] = r.get(actual.get(s)[j], i);
                }
            }
        }
        compare(name, flat);
    }

    void compareParameters(String prefix, Parameters<V> actual) {
        actual.names().forEach(name -> compareVector(prefix + name, actual.get(name)));
    }

    /** max|a-b| at most tolerance * max(1, max|b|), as the folder's README says. */
    void compare(String name, double[] actual) {
        double[] expected = doubles(name);
        assertThat(actual).as(name).hasSameSizeAs(expected);
        double scale = 1;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("%s[%d]", name, i).isFinite();
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        double tolerance = !single ? 1e-10 : name.startsWith("grad.") ? 2e-4 : 2e-5;
        assertThat(difference)
                .as("%s: largest difference, scale %s", name, scale)
                .isLessThanOrEqualTo(tolerance * scale);
        worst = Math.max(worst, difference / (tolerance * scale));
        compared.add(name);
    }

    /** Fails if the file has results that were not compared. */
    void assertAllCompared() {
        TreeSet<String> left = new TreeSet<>();
        for (String name : values.keySet()) {
            boolean result =
                    name.startsWith("out.")
                            || name.startsWith("step.")
                            || name.startsWith("grad.")
                            || name.startsWith("mid.");
            if (result && !compared.contains(name)) {
                left.add(name);
            }
        }
        assertThat(left).as("results in the file that no check compared").isEmpty();
    }

    long gradientsCompared() {
        return compared.stream().filter(name -> name.startsWith("grad.")).count();
    }

    long compared() {
        return compared.size();
    }

    /** Largest difference as a fraction of its tolerance. */
    double worst() {
        return worst;
    }

    private static double[] toDoubles(long[] source) {
        double[] result = new double[source.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = source[i];
        }
        return result;
    }
}
