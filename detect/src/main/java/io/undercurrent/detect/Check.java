package io.undercurrent.detect;

/**
 * Checks arguments. All its messages have the same form: the place, the value and what is allowed.
 */
final class Check {
    /**
     * Largest magnitude of a number from which anything is learned; sums of its square stay finite.
     */
    static final double MAX_MAGNITUDE = 1e100;

    private Check() {}

    /** Returns {@code value} if {@code low <= value <= high}; NaN is refused. */
    static double range(String what, double value, double low, double high) {
        if (value >= low && value <= high) {
            return value;
        }
        throw new IllegalArgumentException(
                what + " = " + value + ": allowed are numbers from " + low + " to " + high);
    }

    /** Returns {@code value} if {@code low <= value <= high}. */
    static int range(String what, int value, int low, int high) {
        if (value >= low && value <= high) {
            return value;
        }
        throw new IllegalArgumentException(
                what + " = " + value + ": allowed are whole numbers from " + low + " to " + high);
    }

    /**
     * Returns {@code value} if its magnitude is at most {@code limit}; NaN and infinities are
     * refused.
     */
    static double bounded(String what, double value, double limit) {
        if (!(Math.abs(value) <= limit)) {
            throw new IllegalArgumentException(
                    what
                            + " = "
                            + value
                            + ": allowed are finite numbers of magnitude up to "
                            + limit
                            + "; leave missing values out and scale others first");
        }
        return value;
    }
}
