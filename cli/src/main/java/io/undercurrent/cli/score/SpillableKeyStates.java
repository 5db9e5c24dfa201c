package io.undercurrent.cli.score;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Holds key states within bounds: those of the most recently seen keys are on the heap. Depending
 * on an option, states that do not fit are moved to a temporary file without changing a bit, or end
 * the command.
 *
 * <p>A caller may change a state that it got until its next call: the most recently used one is
 * never moved to the file.
 */
final class SpillableKeyStates implements Closeable {
    /** Bytes of a key in the index, and of an entry on the heap, without characters and arrays. */
    private static final int ENTRY_BYTES = 250;

    private final long mostKeys;
    private final long heap;
    private final Overflow overflow;
    private final Consumer<String> say;

    /** In access order: the least recently used comes first. */
    private final LinkedHashMap<String, Slab> held = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;
    private long indexBytes;
    private SlabFile file;

    /**
     * Creates an empty store.
     *
     * @param mostKeys the most key states on the heap; 0 for as many as fit into half of it
     * @param heap the heap's size in bytes
     * @param say receives a message when states are first moved to the file
     */
    SpillableKeyStates(long mostKeys, long heap, Overflow overflow, Consumer<String> say) {
        this.mostKeys = mostKeys;
        this.heap = heap;
        this.overflow = overflow;
        this.say = say;
    }

    /** A key's state; null if it has none. */
    Slab get(String key) throws IOException {
        Slab slab = held.get(key);
        if (slab == null && file != null && file.holds(key)) {
            slab = file.read(key);
            hold(key, slab);
        }
        return slab;
    }

    /** Replaces a key's state. */
    void put(String key, Slab slab) throws IOException {
        Slab before = held.remove(key);
        if (before != null) {
            heldBytes -= bytes(before);
        } else if (file == null || !file.holds(key)) {
            index(key);
        }
        hold(key, slab);
    }

    /** Number of keys that have a state. */
    long keys() {
        long both = file == null ? 0 : held.keySet().stream().filter(file::holds).count();
        return held.size() + (file == null ? 0 : file.keys()) - both;
    }

    /** All keys, sorted. */
    Iterable<String> sorted() {
        TreeSet<String> all = new TreeSet<>(held.keySet());
        if (file != null) {
            all.addAll(file.all());
        }
        return all;
    }

    /** A key's state; unlike {@link #get}, it does not load one from the file onto the heap. */
    Slab peek(String key) throws IOException {
        return held.containsKey(key) ? held.get(key) : file.read(key);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void hold(String key, Slab slab) throws IOException {
        held.put(key, slab);
        heldBytes += bytes(slab);
        Iterator<Map.Entry<String, Slab>> oldest = held.entrySet().iterator();
        while (held.size() > 1 && isFull()) {
            if (file == null) {
                full();
            }
            Map.Entry<String, Slab> entry = oldest.next();
            file.write(entry.getKey(), entry.getValue());
            heldBytes -= bytes(entry.getValue());
            oldest.remove();
        }
    }

    private boolean isFull() {
        return mostKeys > 0 ? held.size() > mostKeys : heldBytes > heap / 2;
    }

    /** Handles the first overflow: opens the file, or ends the command. */
    private void full() throws IOException {
        String said =
                String.format(
                        Locale.ROOT,
                        "the states of %d keys take %s, more than %s allows",
                        held.size(),
                        mebibytes(heldBytes),
                        mostKeys > 0
                                ? "--max-keys " + mostKeys
                                : "half of the heap of " + mebibytes(heap));
        if (overflow == Overflow.REFUSE) {
            throw new IllegalStateException(
                    said
                            + ": raise --max-keys or the heap (JAVA_OPTS=-Xmx4g), let --overflow spill"
                            + " write them to a file, or name another column by --key");
        }
        file = new SlabFile();
        say.accept(
                said
                        + "; those of the keys seen longest ago go to a temporary file in "
                        + file.folder()
                        + ", up to "
                        + SlabCodec.bytes(held.values().iterator().next()) / 1024
                        + " KiB a key (--max-keys, --overflow)");
    }

    /** Counts a new key, which stays on the heap even if its state is moved to the file. */
    private void index(String key) {
        indexBytes += ENTRY_BYTES + 2L * key.length();
        if (indexBytes > heap / 4) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%d keys: their names alone take %s, a quarter of the heap of %s; raise it (JAVA_OPTS=-Xmx4g) or name another column by --key",
                            keys(),
                            mebibytes(indexBytes),
                            mebibytes(heap)));
        }
    }

    private static long bytes(Slab slab) {
        return (long) ENTRY_BYTES + SlabCodec.bytes(slab);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
