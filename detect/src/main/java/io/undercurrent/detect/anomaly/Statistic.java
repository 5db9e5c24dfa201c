package io.undercurrent.detect.anomaly;

/** What can be surprising about a value; each has a {@link Rarity} of its own. */
public enum Statistic {
    /** The error of the forecast made one event before, in usual errors. */
    ERROR(0),
    /** The same in units of the spread that the forecast gave itself. */
    SPREAD_ERROR(1),
    /** The error of the oldest forecast, in units of its own spread. */
    LONG_ERROR(2),
    /** A value outside the range of all before. */
    RANGE(3),
    /** A mean of some values outside the range of all such means before. */
    MEAN_RANGE(4),
    /** Changes from value to value larger or smaller than ever. */
    CHANGE_RANGE(5),
    /** The severity: an unusual level, shape, or errors that last. */
    SEVERITY(6);

    static final int COUNT = values().length;

    private final int index;

    Statistic(int index) {
        this.index = index;
    }

    /** Its place in a key state; never changes. */
    int index() {
        return index;
    }
}
