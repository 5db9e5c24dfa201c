package io.undercurrent.mamba2;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Typed access to one JSON object. It records which fields were read, and can refuse all others.
 */
final class JsonFields {

    private final String where;
    private final Map<?, ?> map;
    private final TreeSet<String> known = new TreeSet<>();

    JsonFields(String where, Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException(where + " is not a JSON object");
        }
        this.where = where;
        map = object;
    }

    boolean has(String name) {
        known.add(name);
        return map.get(name) != null;
    }

    void skip(String name) {
        known.add(name);
    }

    Object required(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(where + " has no " + name);
        }
        return map.get(name);
    }

    int integer(String name) {
        if (required(name) instanceof Long value && value == value.intValue()) {
            return value.intValue();
        }
        throw wrong(name, "an integer");
    }

    double number(String name) {
        if (required(name) instanceof Number value) {
            return value.doubleValue();
        }
        throw wrong(name, "a number");
    }

    boolean bool(String name) {
        if (required(name) instanceof Boolean value) {
            return value;
        }
        throw wrong(name, "true or false");
    }

    List<?> list(String name) {
        if (required(name) instanceof List<?> value) {
            return value;
        }
        throw wrong(name, "a list");
    }

    /**
     * A list of two numbers. The second may be null or Infinity, which both mean no upper bound.
     */
    double[] range(String name) {
        List<?> list = list(name);
        if (list.size() == 2
                && list.get(0) instanceof Number low
                && (list.get(1) == null || list.get(1) instanceof Number)) {
            return new double[] {
                low.doubleValue(),
                list.get(1) instanceof Number high ? high.doubleValue() : Double.POSITIVE_INFINITY
            };
        }
        throw wrong(name, "two numbers");
    }

    void expect(String name, Object value, String otherwise) {
        if (has(name) && !map.get(name).equals(value)) {
            throw new IllegalArgumentException(
                    where + ": " + name + "=" + map.get(name) + ": " + otherwise);
        }
    }

    void refuseOthers() {
        for (Object name : map.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        where + " has an unknown option " + name + "; known are " + known);
            }
        }
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException(
                where + ": " + name + "=" + map.get(name) + "; it must be " + allowed);
    }
}
