package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Slab;

/**
 * Where the operator finds each key's slab. Belongs to one thread.
 *
 * <p>The order of calls an event is {@link #get}, change the slab in place, {@link #put}; events of
 * several keys may be under way between the two. Nothing may be under way at {@link #flush}.
 */
public interface SlabStore {
    /**
     * A key's slab, to be changed in place and told by {@link #put} afterwards.
     *
     * @param key the key
     * @return its slab, or null where there is none
     * @throws Exception where the backend fails
     */
    Slab get(String key) throws Exception;

    /**
     * A key's slab for a look only: it counts as no use of the key and must not be changed.
     *
     * @param key the key
     * @return its slab, or null where there is none
     * @throws Exception where the backend fails
     */
    Slab peek(String key) throws Exception;

    /**
     * Keeps a key's changed slab.
     *
     * @param key the key
     * @param slab what {@link #get} gave, or a new one
     * @throws Exception where the backend fails
     */
    void put(String key, Slab slab) throws Exception;

    /**
     * Forgets a key.
     *
     * @param key the key; an unknown one is fine
     * @throws Exception where the backend fails
     */
    void remove(String key) throws Exception;

    /**
     * Brings the backend up to date: after it a snapshot of the backend holds every put.
     *
     * @throws Exception where the backend fails; what was not written then is still kept
     */
    void flush() throws Exception;
}
