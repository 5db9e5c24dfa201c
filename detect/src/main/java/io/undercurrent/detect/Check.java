package io.undercurrent.detect;

/**
 * Refuses arguments with the place, the value and what is allowed, so that one style of message
 * serves all.
 */
final class Check {
    /** Largest magnitude of a number that is learned from; sums of its square stay finite. */
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

    /** Refuses NaN, infinities and magnitudes whose squares could overflow a sum. */
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
