package io.undercurrent.spec.decode;

import io.undercurrent.spec.value.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Selects the part of a JSON object that is read: a tree of the declared paths, which the decoder
 * follows along with the parser.
 *
 * <p>Everything else is skipped, however large it is.
 */
final class JsonField {
    /** Roles other than the index of a value field. */
    static final int NOTHING = -1;

    static final int KEY = -2;
    static final int TIME = -3;
    static final int GROUP = -4;

    private final Map<String, JsonField> children = new HashMap<>();

    /** Index of the value field at this node, or one of the constants. */
    private int role = NOTHING;

    /**
     * Builds the tree of a source's fields.
     *
     * @param key the key's path, or null if the record's key is the key
     * @param time the time's path
     * @param values the values' paths
     * @param group the group's path, or null if no field names it
     */
    static JsonField tree(String key, String time, List<String> values, String group) {
        JsonField root = new JsonField();
        if (key != null) {
            root.add(key, KEY);
        }
        root.add(time, TIME);
        if (group != null) {
            root.add(group, GROUP);
        }
        for (int i = 0; i < values.size(); i++) {
            root.add(values.get(i), i);
        }
        return root;
    }

    private void add(String path, int role) {
        JsonField field = this;
        for (String name : FieldPath.split(path)) {
            field = field.children.computeIfAbsent(name, n -> new JsonField());
        }
        field.role = role;
    }

    /** The field of that name below this one, or null if it is not declared. */
    JsonField child(String name) {
        return children.get(name);
    }

    int role() {
        return role;
    }

    boolean isLeaf() {
        return children.isEmpty();
    }
}
