package io.undercurrent.training.cuda;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TokenMaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the causal inputs on the device: a warp computes one series event by event, in float64
 * where the streaming code has it. Of a round only values and times cross the bus, 16 bytes an
 * event, and its tokens stay on the device.
 */
final class CudaTokens implements TokenMaker, AutoCloseable {
    /** A round has a few dozen series, and a GPU holds thousands of warps. */
    private static final int MOST_AHEAD = 128;

    /** A long round of the universal model's training takes a fifth of this. */
    private static final long BYTES_A_ROUND = 1L << 30;

    private static final int LEAST_AHEAD = 2;

    /** The kernel needs 1,008. */
    private static final long STACK_BYTES = 2048;

    private final Device device;
    private final List<TokenRound> all = new ArrayList<>();
    private final Map<TokenRound.Shape, Deque<TokenRound>> free = new HashMap<>();

    /**
     * Makes tokens on the engine's device.
     *
     * @param device stays the caller's, who closes it after this
     */
    CudaTokens(Device device) {
        this.device = device;
    }

    @Override
    public boolean makes(TokenOptions options) {
        return CausalShape.fits(options);
    }

    @Override
    public int ahead() {
        return (int) Math.max(LEAST_AHEAD, Math.min(MOST_AHEAD, device.memory() / BYTES_A_ROUND));
    }

    @Override
    public List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut) {
        CausalShape tokens =
                options.match(
                        CausalShape::of,
                        events -> {
                            throw new IllegalArgumentException(
                                    "events' tokens are not made on the device");
                        });
        TokenRound round = take(new TokenRound.Shape(tokens, series.size(), cut));
        try {
            return round.make(series);
        } catch (RuntimeException e) {
            give(round);
            throw e;
        }
    }

    private synchronized TokenRound take(TokenRound.Shape shape) {
        Deque<TokenRound> unused = free.get(shape);
        if (unused != null && !unused.isEmpty()) {
            return unused.pop();
        }
        if (all.isEmpty()) {
            device.enter();
            device.stack(STACK_BYTES);
        }
        TokenRound round = new TokenRound(device, shape, this::give);
        all.add(round);
        return round;
    }

    private synchronized void give(TokenRound round) {
        free.computeIfAbsent(round.shape(), shape -> new ArrayDeque<>()).push(round);
    }

    @Override
    public synchronized void close() {
        all.forEach(TokenRound::close);
        all.clear();
        free.clear();
    }
}
