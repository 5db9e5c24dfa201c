package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Slab;

/**
 * One slab a key as a state backend holds it: each call sets the key and reads or writes at once.
 *
 * <p>An interface so that a {@link SlabStore} can be tested, and its reads and writes counted,
 * without Flink.
 */
public interface SlabState {
    /**
     * Reads a key's slab.
     *
     * @param key the key
     * @return its slab, or null where the backend holds none
     * @throws Exception where the backend fails
     */
    Slab read(String key) throws Exception;

    /**
     * Hands a key's slab to the backend.
     *
     * @param key the key
     * @param slab its slab; a backend that serialises has done so when this returns
     * @throws Exception where the backend fails
     */
    void write(String key, Slab slab) throws Exception;

    /**
     * Forgets a key.
     *
     * @param key the key; one that the backend does not hold is fine
     * @throws Exception where the backend fails
     */
    void clear(String key) throws Exception;
}
