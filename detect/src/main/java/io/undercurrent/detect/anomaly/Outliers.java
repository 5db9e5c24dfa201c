package io.undercurrent.detect.anomaly;

/**
 * Limits what one value can teach. A value far outside the range of all before it, such as 999999
 * for a broken sensor, is judged as it is, but learned as if it lay at the end of a range that is
 * {@value #FIRST} widths wider; otherwise it would raise all that is usual so far that nothing
 * surprises for thousands of events. Where the channel is abnormal already, the range widens by
 * {@value #FURTHER} of its width an event, so that a burst of such values teaches little more than
 * one of them, and a new scale is learned within some hundred events.
 */
final class Outliers {
    private static final double FIRST = 20;
    private static final double FURTHER = 0.05;

    /** Recent errors, in usual ones, from which a channel counts as abnormal: 0.8 is usual. */
    private static final double ABNORMAL = 1.6;

    private Outliers() {}

    /**
     * The value to learn.
     *
     * @param low lowest value so far, NaN if there is none
     * @param high highest value so far
     * @param recentErrors mean of the last errors before this value, in usual ones
     * @return the value itself, unless it lies too far outside of values that differ
     */
    static double learned(double value, double low, double high, double recentErrors) {
        double width = high - low;
        if (!(width > 0)) {
            return value;
        }
        double more = width * (recentErrors > ABNORMAL ? FURTHER : FIRST);
        return Math.max(low - more, Math.min(high + more, value));
    }
}
