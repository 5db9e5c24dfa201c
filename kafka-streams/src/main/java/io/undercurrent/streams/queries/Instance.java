package io.undercurrent.streams.queries;

import java.util.List;
import java.util.Optional;

/** One instance of the application: what it holds, and what it knows of who holds the rest. */
interface Instance {
    /**
     * Who should hold a key.
     *
     * @param active the address of the instance that scores it; null where that is not known
     * @param standbys those of the instances that keep copies
     */
    record Owner(String active, List<String> standbys) {}

    /** The address at which others reach this one. */
    String self();

    /** Cheap, and at any time. */
    Health health();

    /**
     * What is kept of a key here.
     *
     * @param stale whether a copy of another instance's will do
     * @return empty where it is not known here
     */
    Optional<KeyFacts> key(String key, boolean stale) throws Refusal;

    /** The keys that are held here. */
    KeyPage page(ListQuery query) throws Refusal;

    /** By the source's partitioner. */
    Owner owner(String key) throws Refusal;

    /** The addresses of all others that are known. */
    List<String> others() throws Refusal;

    /** Whether all that this instance is said to hold is here. */
    boolean isSettled() throws Refusal;
}
