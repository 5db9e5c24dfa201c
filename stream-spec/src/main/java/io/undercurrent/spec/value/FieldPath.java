package io.undercurrent.spec.value;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the paths of fields in nested values: {@code sensors.0.load} is the element {@code load}
 * of the first element of {@code sensors}; a dot inside a name is written {@code \.}.
 */
public final class FieldPath {
    private FieldPath() {}

    /**
     * The names on the way to a field.
     *
     * @param path the field's path
     * @return one name or more, none empty
     * @throws IllegalArgumentException if a name in the path is empty
     */
    public static List<String> split(String path) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' && i + 1 < path.length() && path.charAt(i + 1) == '.') {
                name.append('.');
                i++;
            } else if (c == '.') {
                names.add(named(name, path));
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(named(name, path));
        return List.copyOf(names);
    }

    private static String named(StringBuilder name, String path) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "an empty name in the path '" + path + "'; a dot inside a name is written \\.");
        }
        return name.toString();
    }
}
