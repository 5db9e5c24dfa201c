package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.schemas.Score;
import io.undercurrent.scorer.ScoreOutput;

/** The numbers of each event's score, so that those of two sides can be compared to the bit. */
final class Scored {
    private static final int NUMBERS = 5;

    private final double[] numbers;
    private final boolean[] known;

    Scored(int events) {
        numbers = new double[NUMBERS * events];
        known = new boolean[events];
    }

    /** The bare scorer's, of one value field. */
    void set(int event, ScoreOutput out) {
        set(event, out.score, out.pValue, out.expected[0], out.lower[0], out.upper[0]);
    }

    private void set(int event, double... values) {
        System.arraycopy(values, 0, numbers, NUMBERS * event, NUMBERS);
        known[event] = true;
    }

    /** Whether a record says the same of an event. */
    boolean equal(int event, Score score) {
        double[] found = {
            score.getScore(),
            score.getPValue(),
            number(score.getExpected().get(0)),
            number(score.getLower().get(0)),
            number(score.getUpper().get(0))
        };
        boolean same = known[event];
        for (int i = 0; i < NUMBERS; i++) {
            same &= Double.compare(found[i], numbers[NUMBERS * event + i]) == 0;
        }
        return same;
    }

    private static double number(Double value) {
        return value == null ? Double.NaN : value;
    }
}
