package io.undercurrent.spec.decode.avro;

import java.io.IOException;

/**
 * Limits what one record may make us do. Elements that take no bytes could be as many as a 64-bit
 * count says, and with a recursive type a record's bytes decide how deep the stack grows.
 */
final class ElementBudget {
    /** The most levels of nested values. */
    static final int MAX_LEVELS = 200;

    private long left;

    /** Begins a record of so many bytes. */
    void begin(int bytes) {
        left = bytes + 1024L;
    }

    /** Takes the elements of one block of an array or map. */
    void take(long count) throws IOException {
        left -= count;
        if (left < 0 || count < 0) {
            throw new IOException("more elements than the record has bytes");
        }
    }

    /** Checks how deep a value lies. */
    static void level(int level) throws IOException {
        if (level > MAX_LEVELS) {
            throw new IOException("nested deeper than " + MAX_LEVELS + " levels");
        }
    }
}
