package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where kernels leave parts of the parameters' gradients. Each block leaves its own part, and the
 * optimiser sums them in a fixed order, so that no result depends on which block is faster.
 */
final class Parts {
    /** Numbers of a block of {@code collect_gradients}. */
    private static final int NUMBERS = 32;

    private static final int ENTRY_BYTES = 32;

    private final List<Entry> entries = new ArrayList<>();
    private long floats;
    private int blocks;
    private long base;

    /** As {@code Parts} in optimiser.cuh. */
    private record Entry(long from, long stride, int to, int count, int parts, int firstBlock) {}

    /**
     * Plans the parts of one parameter's gradient.
     *
     * @param parameter its index in {@link ParameterLayout}
     * @param count its number of floats
     * @return index of the first part
     */
    long add(int parameter, int count, int parts) {
        long from = floats;
        entries.add(new Entry(from, count, parameter, count, parts, blocks));
        blocks += (count + NUMBERS - 1) / NUMBERS;
        floats += ((long) count * parts + 3) / 4 * 4;
        return from;
    }

    /** Floats that all parts take. */
    long floats() {
        return floats;
    }

    /** Sets the address of the first part. */
    void base(long address) {
        base = address;
    }

    long base() {
        return base;
    }

    /** The address of a part by its index. */
    long at(long index) {
        return base + index * Float.BYTES;
    }

    /** Blocks of {@code collect_gradients}. */
    int blocks() {
        return blocks;
    }

    long tableBytes() {
        return (long) entries.size() * ENTRY_BYTES;
    }

    /** Writes the table that the optimiser reads, then each block's entry. */
    void write(Pointer to) {
        long at = 0;
        for (Entry e : entries) {
            to.setLong(at, e.from);
            to.setLong(at + 8, e.stride);
            to.setInt(at + 16, e.to);
            to.setInt(at + 20, e.count);
            to.setInt(at + 24, e.parts);
            to.setInt(at + 28, e.firstBlock);
            at += ENTRY_BYTES;
        }
        for (int i = 0; i < entries.size(); i++) {
            int end = i + 1 < entries.size() ? entries.get(i + 1).firstBlock : blocks;
            for (int block = entries.get(i).firstBlock; block < end; block++) {
                to.setInt(at, i);
                at += Integer.BYTES;
            }
        }
    }
}
