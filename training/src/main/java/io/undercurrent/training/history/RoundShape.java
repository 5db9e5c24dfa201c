package io.undercurrent.training.history;

/**
 * The shape of a round, chosen so that even short histories fill it.
 *
 * @param sequences number of parallel series
 * @param pieces batches of a round
 * @param length tokens of a piece
 * @param skipped first events of each series that only fill the ring, so that most training runs on
 *     a state as full as a stream's after some time
 */
record RoundShape(int sequences, int pieces, int length, int skipped) {
    private static final int SEQUENCES = 16;
    private static final int MAX_LENGTH = 128;
    private static final int LEAST_LENGTH = 16;
    private static final int MAX_PIECES = 6;

    /**
     * Chooses the shape for training parts of a usual length.
     *
     * @param events of a usual training part
     * @param horizon the farthest step, for which targets must remain
     * @param ring events that the ring holds
     */
    static RoundShape of(int events, int horizon, int ring) {
        int targets = Math.min(horizon, events / 3);
        int usable = events - targets;
        int length =
                Math.max(LEAST_LENGTH, Math.min(MAX_LENGTH, usable / LEAST_LENGTH * LEAST_LENGTH));
        int pieces = Math.max(1, Math.min(MAX_PIECES, usable / (2 * length)));
        int skipped = Math.min(ring, Math.max(0, usable - pieces * length) / 2);
        return new RoundShape(SEQUENCES, pieces, length, skipped);
    }

    /** Number of tokens of one sequence. */
    int span() {
        return pieces * length;
    }

    /** Number of tokens of a round. */
    long tokens() {
        return (long) sequences * span();
    }
}
