package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;

/** Learns which key states are about to be deleted. */
@FunctionalInterface
public interface DeleteObserver {
    /**
     * Called once for each key state, before it is deleted.
     *
     * @param key the key
     * @param slab its slab, which must not be changed
     * @throws Exception if the action fails
     */
    void beforeDelete(String key, Slab slab) throws Exception;
}
