package io.undercurrent.lab.evaluate;

import java.util.Locale;

/**
 * The range that holds a binomial number in at least 95% of all cases, by exact quantiles.
 *
 * @param low the smallest number that is not exceeded with a probability of 2.5% and more
 * @param high the smallest number that is not exceeded with a probability of 97.5% and more
 */
record BinomialBand(long low, long high) {
    private static final double TAIL = 0.025;

    /**
     * The band of a number of trials.
     *
     * @param trials at least 0; the cost is linear in the result
     * @param probability of each, in (0, 1)
     */
    static BinomialBand of(long trials, double probability) {
        if (trials < 0 || !(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%d trials of probability %s: allowed are 0 and more, and a probability in (0, 1)",
                            trials,
                            probability));
        }
        // As logarithms: the probability of 0 is below the smallest double if trials are many.
        double odds = Math.log(probability) - Math.log1p(-probability);
        double each = trials * Math.log1p(-probability);
        double below = 0;
        long low = -1;
        for (long k = 0; k < trials; k++) {
            below += Math.exp(each);
            if (low < 0 && below >= TAIL) {
                low = k;
            }
            if (below >= 1 - TAIL) {
                return new BinomialBand(low, k);
            }
            each += Math.log((double) (trials - k) / (k + 1)) + odds;
        }
        return new BinomialBand(low < 0 ? trials : low, trials);
    }

    boolean holds(long number) {
        return number >= low && number <= high;
    }
}
