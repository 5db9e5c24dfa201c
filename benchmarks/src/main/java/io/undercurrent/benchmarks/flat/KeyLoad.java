package io.undercurrent.benchmarks.flat;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

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
 * @param variants RocksDB's settings that are compared
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
        List<RocksVariant> variants,
        boolean allKeys)
        implements Serializable {
    /** How keys are drawn, in words. */
    String law() {
        return exponent == 0
                ? "uniformly random"
                : String.format(Locale.ROOT, "by Zipf %.1f", exponent);
    }

    /** Whether there are several hit rates, so that cost is a line of them. */
    boolean hasLine() {
        return hitRates.size() > 1 || cacheBytes > 0;
    }

    int populations() {
        return keys.size() * variants.size();
    }
}
