package io.undercurrent.training.engine;

/**
 * How the series of a round are cut into batches: consecutive pieces, so that the state is carried
 * over from piece to piece.
 *
 * @param skipped first events of each series that only fill the ring
 * @param length tokens of a piece
 * @param pieces batches of the round, the first of which is fresh
 */
public record RoundCut(int skipped, int length, int pieces) {
    /** Number of events before the end of the last token. */
    public int end() {
        return skipped + pieces * length;
    }
}
