package io.undercurrent.detect.anomaly;

/** How fast a detector learns what is usual: old enough to outlast an anomaly, not a season. */
final class Learning {
    /** Events over which the detector forgets. */
    static final double SPAN = 4000;

    /** Events at a key's start from which everything is learned in full, outliers too. */
    static final double UNCLIPPED = 32;

    /** A mean magnitude times this is a standard deviation, for normal numbers. */
    static final double FROM_MAGNITUDE = 1.2533;

    private Learning() {}

    /**
     * The weight of the next number in a mean.
     *
     * @param count numbers before it
     */
    static double step(double count) {
        return Math.max(1 / (count + 1), 1 / SPAN);
    }

    /** The weight of the next number in a mean over about {@code span} numbers. */
    static double step(double count, double span) {
        return Math.max(1 / (count + 1), 1 / span);
    }

    static double clip(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }
}
