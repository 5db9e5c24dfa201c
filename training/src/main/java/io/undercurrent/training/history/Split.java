package io.undercurrent.training.history;

import java.util.Locale;

/**
 * Where each series is cut, in order of time: first the training part, then the validation part,
 * last the test part. Nothing is ever moved across a cut.
 *
 * @param validationShare share of events that decide when training stops, above 0
 * @param testShare newest share of events, which nothing but the final judgement uses, above 0
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

    /** The share of a series before its test part, as an evaluation's plan takes it. */
    public double beforeTest() {
        return 1 - testShare;
    }

    /** The first event of the validation part of n events. */
    public int trainEnd(int n) {
        return (int) ((1 - testShare - validationShare) * n);
    }

    /** The first event of the test part of n events. */
    public int testStart(int n) {
        return (int) (beforeTest() * n);
    }
}
