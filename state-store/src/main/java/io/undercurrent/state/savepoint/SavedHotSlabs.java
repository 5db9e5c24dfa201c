package io.undercurrent.state.savepoint;

import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.state.HotSlabs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.util.CloseableIterator;

/**
 * The key states that a checkpoint contains beside its keyed state ({@link HotSlabs}). Their keys
 * are held in memory, the key states only of one key group at a time.
 */
final class SavedHotSlabs {
    private record Group(KeyGroupsStateHandle file, long offset) {}

    private final List<Group> groups;
    private final String onlyKey;
    private final Set<String> keys = new HashSet<>();

    private SavedHotSlabs(List<Group> groups, String onlyKey) {
        this.groups = groups;
        this.onlyKey = onlyKey;
    }

    /**
     * Reads the keys.
     *
     * @param onlyKey the only key that counts, or null for all
     */
    static SavedHotSlabs of(List<KeyGroupsStateHandle> files, String onlyKey) throws Exception {
        List<Group> groups =
                files.stream()
                        .flatMap(
                                file ->
                                        offsets(file).stream()
                                                .map(offset -> new Group(file, offset)))
                        .toList();
        SavedHotSlabs saved = new SavedHotSlabs(groups, onlyKey);
        for (Group group : groups) {
            read(group, (key, slab) -> saved.keys.add(key));
        }
        return saved;
    }

    private static List<Long> offsets(KeyGroupsStateHandle file) {
        List<Long> offsets = new ArrayList<>();
        for (Tuple2<Integer, Long> group : file.getGroupRangeOffsets()) {
            if (group.f1 != KeyedStateCheckpointOutputStream.NO_OFFSET_SET) {
                offsets.add(group.f1);
            }
        }
        return offsets;
    }

    private static void read(Group group, HotSlabs.Consumer slabs) throws Exception {
        try (FSDataInputStream in = group.file.openInputStream()) {
            in.seek(group.offset);
            HotSlabs.read(in, slabs);
        }
    }

    boolean contains(String key) {
        return keys.contains(key);
    }

    /** The key states. */
    CloseableIterator<KeySlab> slabs() {
        return before(CloseableIterator.empty());
    }

    /** The key states, and then those of other keys in the keyed state. */
    CloseableIterator<KeySlab> before(CloseableIterator<KeySlab> keyed) {
        return keys.isEmpty() ? keyed : new All(keyed);
    }

    private final class All implements CloseableIterator<KeySlab> {
        private final CloseableIterator<KeySlab> keyed;
        private final Queue<KeySlab> next = new ArrayDeque<>();
        private int group;

        All(CloseableIterator<KeySlab> keyed) {
            this.keyed = keyed;
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && group < groups.size()) {
                take(groups.get(group++));
            }
            while (next.isEmpty() && keyed.hasNext()) {
                KeySlab found = keyed.next();
                if (!keys.contains(found.key)) {
                    next.add(found);
                }
            }
            return !next.isEmpty();
        }

        private void take(Group from) {
            try {
                read(
                        from,
                        (key, slab) -> {
                            if (onlyKey == null || onlyKey.equals(key)) {
                                next.add(new KeySlab(key, SlabCodec.encode(slab)));
                            }
                        });
            } catch (Exception e) {
                throw new IllegalStateException("the key states of a checkpoint: " + e, e);
            }
        }

        @Override
        public KeySlab next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return next.remove();
        }

        @Override
        public void close() throws Exception {
            keyed.close();
        }
    }
}
