package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.training.engine.WeightUpdate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where each parameter lies in one array on the device. Rows of matrices are padded to multiples of
 * 4 floats with zeros, and the two layers of the head for numbers lie one after the other, so that
 * they are one layer to the kernels.
 */
final class ParameterLayout {
    private final Map<String, int[]> shapes;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private int size;

    /**
     * A parameter's place.
     *
     * @param at index of its first float
     * @param rows number of rows
     * @param columns floats of a row
     * @param stride from one row to the next
     */
    record Place(int at, int rows, int columns, int stride) {
        int floats() {
            return rows * stride;
        }
    }

    ParameterLayout(Map<String, int[]> shapes) {
        this.shapes = shapes;
        for (String name : shapes.keySet()) {
            if (!name.startsWith(NetworkShapes.QUANTILES)) {
                put(name);
            }
            if (name.startsWith(NetworkShapes.MIX)) {
                put(NetworkShapes.QUANTILES + name.substring(NetworkShapes.MIX.length()));
            }
        }
        size = up(size);
    }

    private void put(String name) {
        int[] shape = shapes.get(name);
        boolean matrix = shape.length == 2;
        int columns = matrix ? shape[1] : Parameters.size(shape);
        Place place =
                new Place(
                        name.startsWith(NetworkShapes.QUANTILES) ? size : up(size),
                        matrix ? shape[0] : 1,
                        columns,
                        matrix ? up(columns) : columns);
        places.put(name, place);
        size = place.at + place.floats();
    }

    /** The next multiple of 4. */
    static int up(int n) {
        return (n + 3) / 4 * 4;
    }

    /** Floats of all parameters. */
    int size() {
        return size;
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    Place place(String name) {
        return places.get(name);
    }

    /** Writes all parameters; what is between them becomes 0. */
    void write(Parameters<float[]> from, Pointer to) {
        to.clear((long) size * Float.BYTES);
        places.forEach(
                (name, p) -> {
                    for (int row = 0; row < p.rows; row++) {
                        to.write(
                                (p.at + (long) row * p.stride) * Float.BYTES,
                                from.get(name),
                                row * p.columns,
                                p.columns);
                    }
                });
    }

    /** Reads all parameters. */
    Parameters<float[]> read(Pointer from) {
        Parameters<float[]> to = Parameters.zeros(shapes, float[]::new);
        places.forEach(
                (name, p) -> {
                    for (int row = 0; row < p.rows; row++) {
                        from.read(
                                (p.at + (long) row * p.stride) * Float.BYTES,
                                to.get(name),
                                row * p.columns,
                                p.columns);
                    }
                });
        return to;
    }

    /** Writes 1 for each float that weight decay applies to, 0 for all others. */
    void writeDecayed(Pointer to) {
        to.clear((long) size * Float.BYTES);
        places.forEach(
                (name, p) -> {
                    for (int i = 0; i < p.floats(); i++) {
                        to.setFloat(
                                (long) (p.at + i) * Float.BYTES,
                                WeightUpdate.decays(name, shapes.get(name)) ? 1 : 0);
                    }
                });
    }
}
