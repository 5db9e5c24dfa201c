package io.undercurrent.training.cuda;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TokenMaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes the causal inputs on the device: a warp computes one series event by event, in float64
 * where the streaming code has it. Of a round only values and times cross the bus, 16 bytes an
 * event, and its tokens stay on the device.
 */
final class CudaTokens implements TokenMaker, AutoCloseable {
    /** A round has a few dozen series, and a GPU holds thousands of warps. */
    private static final int AHEAD = 12;

    private final List<TokenRound> all = new ArrayList<>();
    private final Deque<TokenRound> free = new ArrayDeque<>();

    @Override
    public boolean makes(TokenOptions options) {
        return CausalShape.fits(options);
    }

    @Override
    public int ahead() {
        return AHEAD;
    }

    @Override
    public List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut) {
        CausalShape shape =
                options.match(
                        CausalShape::of,
                        events -> {
                            throw new IllegalArgumentException(
                                    "events' tokens are not made on the device");
                        });
        TokenRound round = take();
        try {
            return round.make(series, shape, cut);
        } catch (RuntimeException e) {
            give(round);
            throw e;
        }
    }

    private synchronized TokenRound take() {
        TokenRound round = free.poll();
        if (round == null) {
            round = new TokenRound(this::give);
            all.add(round);
        }
        return round;
    }

    private synchronized void give(TokenRound round) {
        free.push(round);
    }

    @Override
    public synchronized void close() {
        all.forEach(TokenRound::close);
        all.clear();
        free.clear();
    }
}
