package io.undercurrent.demo.view;

/**
 * The smallest interval that holds the finite numbers put into it, by which pictures are scaled.
 *
 * @param low smallest number, +infinity when empty
 * @param high largest number, -infinity when empty
 */
record Range(double low, double high) {
    static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    Range with(double value) {
        if (!Double.isFinite(value)) {
            return this;
        }
        return new Range(Math.min(low, value), Math.max(high, value));
    }

    /**
     * Which of {@code cells} equal parts of the range a finite value lies in; the nearest if it
     * lies outside, {@code middle} if the range is a single point.
     */
    int cell(double value, int cells, int middle) {
        // Halved, so that the width of a range over all doubles is finite.
        double width = high / 2 - low / 2;
        if (!(width > 0)) {
            return middle;
        }
        double share = (value / 2 - low / 2) / width;
        return (int) Math.max(0, Math.min(cells - 1, Math.floor(share * cells)));
    }
}
