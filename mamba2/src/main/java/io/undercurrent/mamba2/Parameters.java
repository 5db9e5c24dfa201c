package io.undercurrent.mamba2;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Named tensors of one precision, flat and row-major, with the reference's names, shapes and order.
 * Gradients have the same form as their parameters. Arrays are not copied, so a caller that keeps a
 * reference can change them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class Parameters<A> {

    private final Map<String, int[]> shapes;
    private final Map<String, A> values;

    /**
     * Tensors for exactly the given names.
     *
     * @throws IllegalArgumentException if a name is missing or too many, or a length does not fit
     */
    public Parameters(Map<String, int[]> shapes, Map<String, A> values) {
        if (!values.keySet().equals(shapes.keySet())) {
            Set<String> missing = new TreeSet<>(shapes.keySet());
            missing.removeAll(values.keySet());
            Set<String> extra = new TreeSet<>(values.keySet());
            extra.removeAll(shapes.keySet());
            throw new IllegalArgumentException(
                    "parameters do not fit the configuration: missing "
                            + missing
                            + ", unknown "
                            + extra);
        }
        this.shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
        this.values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    A value = values.get(name);
                    if (Array.getLength(value) != size(shape)) {
                        throw new IllegalArgumentException(
                                "parameter "
                                        + name
                                        + " has "
                                        + Array.getLength(value)
                                        + " elements; its shape "
                                        + Arrays.toString(shape)
                                        + " needs "
                                        + size(shape));
                    }
                    this.values.put(name, value);
                });
    }

    /** Zeros of the given shapes, into which gradients are summed. */
    public static <A> Parameters<A> zeros(Map<String, int[]> shapes, IntFunction<A> allocate) {
        Map<String, A> values = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> values.put(name, allocate.apply(size(shape))));
        return new Parameters<>(shapes, values);
    }

    /** Number of elements of a shape. */
    public static int size(int[] shape) {
        int size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    /** Names in the reference's order. */
    public Set<String> names() {
        return shapes.keySet();
    }

    /** All shapes, in order. */
    public Map<String, int[]> shapes() {
        return shapes;
    }

    /** Whether there is a parameter with that name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * One tensor.
     *
     * @throws IllegalArgumentException if there is none with that name
     */
    public A get(String name) {
        A value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name + "; there are " + names());
        }
        return value;
    }

    /**
     * The same arrays with the given shapes, in the order of those shapes.
     *
     * @throws IllegalArgumentException if a name is missing or too many, or a length does not fit
     */
    public Parameters<A> as(Map<String, int[]> otherShapes) {
        return new Parameters<>(otherShapes, values);
    }

    /** The tensors whose names start with the prefix, named without it; the arrays are shared. */
    public Parameters<A> under(String prefix) {
        Map<String, int[]> subShapes = new LinkedHashMap<>();
        Map<String, A> subValues = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    if (name.startsWith(prefix)) {
                        subShapes.put(name.substring(prefix.length()), shape);
                        subValues.put(name.substring(prefix.length()), values.get(name));
                    }
                });
        return new Parameters<>(subShapes, subValues);
    }
}
