package io.undercurrent.training.evaluate;

/** What one method got on one series, and the time it took there. */
final class MethodScores {
    /** Enough for an interval, each long enough to hold more than one mood of a series. */
    static final int STRETCHES = 16;

    /** One a horizon; one alone where all steps are scored together. */
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
