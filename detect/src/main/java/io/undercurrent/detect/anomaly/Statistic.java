package io.undercurrent.detect.anomaly;

/**
 * What can be surprising about a value. Each has a {@link Rarity} of its own but the last, of which
 * {@link Places} says itself how rare it is.
 */
public enum Statistic {
    /** The error of the forecast made one event before, in usual errors. */
    ERROR(0, 0.5),
    /** The same in units of the spread that the forecast gave itself. */
    SPREAD_ERROR(1, 0.42),
    /** The error of the oldest forecast, in units of its own spread. */
    LONG_ERROR(2, 0.33),
    /** A value outside the range of all before. */
    RANGE(3, 0.33),
    /** A mean of some values outside the range of all such means before. */
    MEAN_RANGE(4, 0.3),
    /** Changes from value to value larger or smaller than ever. */
    CHANGE_RANGE(5, 0.33),
    /** The severity: an unusual level, shape, or errors that last. */
    SEVERITY(6, 0.42),
    /** Equal values one after another, where that is not usual; it counts by itself. */
    REPEATS(7, 0.7),
    /** A value within the range at a place where hardly any was; it counts by itself. */
    RARE_PLACE(8, 1.2);

    static final int COUNT = values().length;

    /** Those with a {@link Rarity} come first. */
    static final int RARITIES = COUNT - 1;

    private final int index;
    private final double weight;

    Statistic(int index, double weight) {
        this.index = index;
        this.weight = weight;
    }

    /** Its place in a key state; never changes. */
    int index() {
        return index;
    }

    /**
     * Its share of the surprise. Errors of one step weigh more, because nothing else shows a value
     * that is wrong but inside the usual range, at a place where others were. One that counts by
     * itself has a weight that makes it as large as the sum of the others at the same rarity.
     */
    double weight() {
        return weight;
    }
}
