package io.undercurrent.training.engine;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import java.util.List;

/**
 * Makes tokens on an engine's device. Without one, this machine's cores make them ({@link
 * io.undercurrent.training.tokens.SeriesTokens}), which is what a maker's tokens must equal within
 * rounding. Safe for several threads at once.
 */
public interface TokenMaker {
    /** Whether it makes tokens of this kind. */
    boolean makes(TokenOptions options);

    /**
     * Number of rounds that should be made at once, so that the device is busy and its memory holds
     * them.
     *
     * @param series of a round
     * @param longest how the longest rounds are cut
     */
    int ahead(int series, TokenOptions options, RoundCut longest);

    /**
     * Makes the batches of a round. The caller calls {@link Batch#done} on each of them.
     *
     * @param series each of at least {@link RoundCut#end} plus the farthest horizon events
     * @param options for which {@link #makes} holds
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut);
}
