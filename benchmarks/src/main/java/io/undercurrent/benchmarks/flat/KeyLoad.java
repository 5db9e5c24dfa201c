package io.undercurrent.benchmarks.flat;

import java.io.Serializable;
import java.util.List;
import org.rocksdb.CompressionType;

/**
 * What is measured of several numbers of keys.
 *
 * @param model the weights' URI
 * @param keys the numbers of keys
 * @param exponent of Zipf's law
 * @param hitRates that caches are sized for, one cache each and number of keys
 * @param cacheBytes of one more cache, the same for every number of keys; 0 for none
 * @param events timed in a turn
 * @param rounds of turns that are kept, after one that is not
 * @param compression RocksDB's, of every level
 * @param allKeys whether keys have a slab in RocksDB that no event of the run asks for
 */
record KeyLoad(
        String model,
        List<Integer> keys,
        double exponent,
        List<Double> hitRates,
        long cacheBytes,
        int events,
        int rounds,
        CompressionType compression,
        boolean allKeys)
        implements Serializable {}
