package io.undercurrent.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a nested record that is read: a tree of the declared paths, each end with its role.
 * Whatever is not in it is skipped unread, however large.
 */
public final class PathTree {
    /** Roles other than the index of a value field. */
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
     * The tree of a source's fields.
     *
     * @param source whose key, time, group and fields are paths
     * @return its root
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
     * What is below.
     *
     * @return subtrees by name, in the order of the declaration; empty at an end
     */
    public Map<String, PathTree> children() {
        return children;
    }

    /**
     * What stands here.
     *
     * @return the index of a value field, or one of the constants
     */
    public int role() {
        return role;
    }

    /**
     * Whether something stands here and nothing below.
     *
     * @return whether it is an end
     */
    public boolean isEnd() {
        return children.isEmpty();
    }
}
