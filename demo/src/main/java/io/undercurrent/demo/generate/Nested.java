package io.undercurrent.demo.generate;

import io.undercurrent.spec.value.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a row as nested maps, which follow the dotted paths of its fields. */
final class Nested {
    private Nested() {}

    /**
     * Puts a value at its path.
     *
     * @param root the outermost map, filled by this method alone
     * @param path the field's dotted path; nothing is put if it is null
     * @param value what to put, or null for nothing
     */
    @SuppressWarnings("unchecked") // only put() fills these maps
    static void put(Map<String, Object> root, String path, Object value) {
        if (path == null || value == null) {
            return;
        }
        List<String> names = FieldPath.split(path);
        Map<String, Object> at = root;
        for (String name : names.subList(0, names.size() - 1)) {
            at =
                    (Map<String, Object>)
                            at.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
        }
        at.put(names.get(names.size() - 1), value);
    }
}
