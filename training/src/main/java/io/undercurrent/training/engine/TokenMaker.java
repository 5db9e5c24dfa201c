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

    /** Rounds that should be made at once, so that the device is busy. */
    int ahead();

    /**
     * Makes the batches of a round. The caller says {@link Batch#done} of each of them.
     *
     * @param series each at least as long as the cut's last token and the farthest horizon
     * @param options for which {@link #makes} holds
     */
    List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut);
}
