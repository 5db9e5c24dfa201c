package io.undercurrent.spec.avro;

import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.value.FieldPath;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Selects the part of a nested record that is read: a tree of the declared paths, in which each
 * leaf has a role. Everything else is skipped, however large it is.
 */
public final class PathTree {
    /** No role. Other roles are the constants below and the indices of value fields. */
    public static final int NOTHING = -1;

    /** The event's key. */
    public static final int KEY = -2;

    /** The event's time. */
    public static final int TIME = -3;

    /** The group that the event names. */
    public static final int GROUP = -4;

    private final Map<String, PathTree> children = new LinkedHashMap<>();
    private int role = NOTHING;

    /**
     * Builds the tree of a source's fields.
     *
     * @param source a source whose key, time, group and fields are paths
     * @return the root
     */
    public static PathTree of(SourceOptions source) {
        PathTree root = new PathTree();
        if (source.key().field() != null) {
            root.add(source.key().field(), KEY);
        }
        root.add(source.time().field(), TIME);
        if (source.groupField() != null) {
            root.add(source.groupField(), GROUP);
        }
        for (String field : source.fields()) {
            root.add(field, source.fields().indexOf(field));
        }
        return root;
    }

    private void add(String path, int end) {
        PathTree field = this;
        for (String name : FieldPath.split(path)) {
            field = field.children.computeIfAbsent(name, n -> new PathTree());
        }
        field.role = end;
    }

    /**
     * The subtrees below this node.
     *
     * @return subtrees by name, in the order of the declaration; empty for a leaf
     */
    public Map<String, PathTree> children() {
        return children;
    }

    /**
     * The role of this node.
     *
     * @return the index of a value field, or one of the constants
     */
    public int role() {
        return role;
    }

    /**
     * Whether this node is a leaf.
     *
     * @return true if it has no subtrees
     */
    public boolean isEnd() {
        return children.isEmpty();
    }
}
