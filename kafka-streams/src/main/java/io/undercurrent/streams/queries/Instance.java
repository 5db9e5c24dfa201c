package io.undercurrent.streams.queries;

import java.util.List;
import java.util.Optional;

/**
 * One instance of the application: it reads the keys that it holds, and finds the instances that
 * hold the others.
 */
interface Instance {
    /**
     * The instances that should hold a key.
     *
     * @param active the address of the instance that scores the key; null if unknown
     * @param standbys the addresses of the instances that keep standby copies
     */
    record Owner(String active, List<String> standbys) {}

    /** The address at which other instances reach this one. */
    String self();

    /**
     * What this instance's stores hold for a key.
     *
     * @param stale whether a standby copy may be read
     * @return empty if the key is not here
     */
    Optional<KeyFacts> key(String key, boolean stale) throws Refusal;

    /** One page of the keys that this instance scores. */
    KeyPage page(ListQuery query) throws Refusal;

    /** The owner of a key by the source's partitioner. */
    Owner owner(String key) throws Refusal;

    /** The addresses of all other known instances. */
    List<String> others() throws Refusal;

    /** Whether this instance holds all partitions that are assigned to its address. */
    boolean isSettled() throws Refusal;
}
