package io.undercurrent.benchmarks.flat;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.util.Arrays;

/** Compares slabs by their encoded form. */
final class Bytes {
    private Bytes() {}

    static boolean equal(Slab one, Slab other) {
        return Arrays.equals(SlabCodec.encode(one), SlabCodec.encode(other));
    }
}
