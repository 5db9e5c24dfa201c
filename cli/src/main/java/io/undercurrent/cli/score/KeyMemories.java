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
 * Memories by key, within bounds: those of the keys seen last are on the heap; what does not fit
 * goes to a temporary file, bit by bit as it is, or ends the command, as an option says.
 *
 * <p>Whoever gets a memory may change it until the next call: the newest is never written away.
 */
final class KeyMemories implements Closeable {
    /** Of a key in the index and of an entry on the heap, besides characters and arrays. */
    private static final int ENTRY_BYTES = 250;

    private final long mostKeys;
    private final long heap;
    private final Overflow overflow;
    private final Consumer<String> say;

    /** The one used longest ago comes first. */
    private final LinkedHashMap<String, Slab> held = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;
    private long indexBytes;
    private SlabFile file;

    /**
     * Empty.
     *
     * @param mostKeys how many may be on the heap; 0: as many as half of it holds
     * @param heap bytes of heap
     * @param say hears when the bound is reached
     */
    KeyMemories(long mostKeys, long heap, Overflow overflow, Consumer<String> say) {
        this.mostKeys = mostKeys;
        this.heap = heap;
        this.overflow = overflow;
        this.say = say;
    }

    /** A key's memory; null where it has none. */
    Slab get(String key) throws IOException {
        Slab slab = held.get(key);
        if (slab == null && file != null && file.holds(key)) {
            slab = file.read(key);
            hold(key, slab);
        }
        return slab;
    }

    /** Takes a memory in place of what the key had. */
    void put(String key, Slab slab) throws IOException {
        Slab before = held.remove(key);
        if (before != null) {
            heldBytes -= bytes(before);
        } else if (file == null || !file.holds(key)) {
            index(key);
        }
        hold(key, slab);
    }

    /** How many keys have a memory. */
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

    /** A memory to look at, without its becoming the one used last. */
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

    /** More keys than fit, for the first time. */
    private void full() throws IOException {
        String said =
                String.format(
                        Locale.ROOT,
                        "the memories of %d keys take %s, more than %s allows",
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

    /** Keys stay on the heap whatever becomes of their memories. */
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
