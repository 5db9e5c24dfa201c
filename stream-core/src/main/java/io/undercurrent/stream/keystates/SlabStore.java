package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;

/**
 * Gives the operator each key's slab. Not thread-safe.
 *
 * <p>For each event, the operator calls {@link #get}, changes the slab in place, and calls {@link
 * #put}. Events of several keys may be between the two calls. No event may be between them at
 * {@link #flush}.
 */
public interface SlabStore {
    /**
     * Returns a key's slab, which the caller may change in place and then passes to {@link #put}.
     *
     * @param key the key
     * @return its slab, or null if there is none
     * @throws Exception if the backend fails
     */
    Slab get(String key) throws Exception;

    /**
     * Returns a key's slab for reading only: the call does not count as a use of the key, and the
     * slab must not be changed.
     *
     * @param key the key
     * @return its slab, or null if there is none
     * @throws Exception if the backend fails
     */
    Slab peek(String key) throws Exception;

    /**
     * Stores a key's changed slab.
     *
     * @param key the key
     * @param slab the slab that {@link #get} returned, or a new one
     * @throws Exception if the backend fails
     */
    void put(String key, Slab slab) throws Exception;

    /**
     * Removes a key's slab.
     *
     * @param key the key, which may be unknown
     * @throws Exception if the backend fails
     */
    void remove(String key) throws Exception;

    /**
     * Writes all slabs that the backend does not have yet, so that a snapshot of the backend holds
     * every put.
     *
     * @throws Exception if the backend fails; slabs that were not written are still kept
     */
    void flush() throws Exception;

    /**
     * Prepares a checkpoint that contains some slabs itself, beside the backend's snapshot: the
     * backend's snapshot and the returned slabs together hold every put. The stream waits less than
     * for {@link #flush}, and slabs that change in every interval are not written to the backend.
     *
     * @return the slabs that the backend's snapshot lacks or holds in an older form; to be released
     * @throws Exception if the backend fails; slabs that were not written are still kept
     */
    default SharedSlabs share() throws Exception {
        flush();
        return SharedSlabs.NONE;
    }
}
