package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ScoreOutput;

/** Fills a score of one value field, as large as ours, with what a peer knows. */
public final class Outputs {
    private Outputs() {}

    public static ScoreOutput create() {
        ScoreOutput out = new ScoreOutput(1);
        out.status = ScoreOutput.Status.SCORED;
        out.channel = -1;
        return out;
    }

    /**
     * Sets all that a record shows.
     *
     * @param score from 0 to 1
     * @param expected what the peer expected, or whatever other number it gives
     * @param spread half of the usual range's width
     */
    public static void set(
            ScoreOutput out, double value, double score, double expected, double spread) {
        out.values[0] = value;
        out.expected[0] = expected;
        out.lower[0] = expected - spread;
        out.upper[0] = expected + spread;
        out.score = score;
        out.severity = score;
        out.pValue = 1 - score;
        out.channel = -1;
        out.status = ScoreOutput.Status.SCORED;
        out.alarm = false;
    }
}
