package io.undercurrent.training.evaluate;

/** What one method got on one series, and the time it took there. */
final class MethodScores {
    /** One a horizon; one alone where all steps are scored together. */
    final Score[] scores;

    long events;
    long eventNanos;
    long forecasts;
    long forecastNanos;

    MethodScores(int rows) {
        scores = new Score[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = new Score();
        }
    }
}
