package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;

/**
 * One slab per key, as a state backend holds it: each call sets the key and reads or writes
 * immediately.
 *
 * <p>It is an interface so that a {@link SlabStore} can be tested, and its reads and writes
 * counted, without Flink.
 */
public interface SlabState {
    /**
     * Reads a key's slab.
     *
     * @param key the key
     * @return its slab, or null if the backend holds none
     * @throws Exception if the backend fails
     */
    Slab read(String key) throws Exception;

    /**
     * Hands a key's slab to the backend.
     *
     * @param key the key
     * @param slab its slab; a backend that serialises has done so when this returns
     * @throws Exception if the backend fails
     */
    void write(String key, Slab slab) throws Exception;

    /**
     * Removes a key's slab.
     *
     * @param key the key; the backend need not hold it
     * @throws Exception if the backend fails
     */
    void clear(String key) throws Exception;
}
