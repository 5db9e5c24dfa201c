package io.undercurrent.training.history;

import java.util.Locale;

/**
 * Cuts each series in order of time: first the training part, then the validation part, last the
 * test part. Nothing is ever moved across a cut.
 *
 * @param validationShare share of events that decide when training stops, above 0
 * @param testShare newest share of events, which only the final evaluation uses, above 0
 */
public record Split(double validationShare, double testShare) {
    /** Checks both. */
    public Split {
        if (!(validationShare > 0) || !(testShare > 0) || validationShare + testShare >= 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "validation share %s and test share %s: allowed are shares above 0 with a sum below 1",
                            validationShare,
                            testShare));
        }
    }

    /** The share of a series before its test part, for an evaluation's plan. */
    public double beforeTest() {
        return 1 - testShare;
    }

    /** Index of the first event of the validation part, of n events. */
    public int trainEnd(int n) {
        return (int) ((1 - testShare - validationShare) * n);
    }

    /** Index of the first event of the test part, of n events. */
    public int testStart(int n) {
        return (int) (beforeTest() * n);
    }
}
