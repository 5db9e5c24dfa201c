package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One number of keys behind one cache, and what its turns took. */
final class Cell {
    final int keys;
    final RocksVariant variant;

    /** The hit rate that the cache was sized for; NaN where it was not. */
    final double target;

    /** Slabs that the cache holds. */
    final int capacity;

    /** Events before those that are timed: they fill the cache. */
    final int warmUp;

    final List<Turn> turns = new ArrayList<>();

    /** Keys that have a slab. */
    int withState;

    Cell(int keys, RocksVariant variant, double target, int capacity) {
        this.keys = keys;
        this.variant = variant;
        this.target = target;
        this.capacity = capacity;
        double misses = Double.isNaN(target) ? 0.3 : 1 - target;
        warmUp = (int) (1.1 * Math.min(capacity, keys) / misses);
    }

    /**
     * One turn.
     *
     * @param micros CPU of the whole process an event
     * @param hitRate of the cache
     * @param writes slabs that went to RocksDB, an event
     * @param parts of the cost, an event
     */
    record Turn(double micros, double hitRate, double writes, Map<Part, Double> parts) {}

    /** The mean and not the median: RocksDB compacts in some turns for all, and that counts. */
    double micros() {
        return turns.stream().mapToDouble(Turn::micros).average().orElse(0);
    }

    /** The cheapest and the dearest turn. */
    String range() {
        double[] micros = turns.stream().mapToDouble(Turn::micros).toArray();
        return String.format(
                Locale.ROOT, "%.0f to %.0f", Medians.least(micros), Medians.most(micros));
    }

    double hitRate() {
        return turns.stream().mapToDouble(Turn::hitRate).average().orElse(0);
    }

    /** Of all turns, an event. */
    double part(Part part) {
        return turns.stream().mapToDouble(turn -> turn.parts().get(part)).average().orElse(0);
    }

    /** The same for each read of a slab. */
    double ofMiss(Part part) {
        return part(part) / (1 - hitRate());
    }

    double writes() {
        return turns.stream().mapToDouble(Turn::writes).average().orElse(0);
    }
}
