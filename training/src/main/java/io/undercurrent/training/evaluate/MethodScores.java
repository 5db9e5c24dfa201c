package io.undercurrent.training.evaluate;

/** The scores of one method on one series, and the time that it took. */
final class MethodScores {
    /**
     * Enough stretches for a confidence interval, each long enough for several regimes of a series.
     */
    static final int STRETCHES = 16;

    /** One per horizon; only one if all steps are scored together. */
    final Score[] scores;

    /** Pinball losses of each row by stretch of the scored part, the oldest first. */
    final double[][] losses;

    long events;
    long eventNanos;
    long forecasts;
    long forecastNanos;

    MethodScores(int rows) {
        scores = new Score[rows];
        losses = new double[rows][STRETCHES];
        for (int i = 0; i < rows; i++) {
            scores[i] = new Score();
        }
    }
}
