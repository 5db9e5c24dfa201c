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
import java.util.concurrent.CancellationException;

/**
 * Makes the causal inputs on the device: a warp computes one series event by event, in float64
 * where the streaming code has it. Of a round only values and times cross the bus, 16 bytes an
 * event, and its tokens stay on the device.
 */
final class CudaTokens implements TokenMaker, AutoCloseable {
    /** A round has a few dozen series, and a GPU holds thousands of warps. */
    private static final int MOST_AHEAD = 128;

    private static final int LEAST_AHEAD = 2;

    /** The part of the free memory that rounds may take; a step needs some too. */
    private static final int SHARE = 2;

    /** The kernel needs 1,008, and the driver allows 1,024 by itself. */
    private static final long STACK_BYTES = 2048;

    private final Device device;
    private final List<TokenRound> all = new ArrayList<>();
    private final Map<TokenRound.Shape, Deque<TokenRound>> free = new HashMap<>();
    private int working;
    private boolean closed;

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
        return CausalShape.fits(options, device.sharedBytes());
    }

    private static TokenRound.Shape shape(int series, TokenOptions options, RoundCut cut) {
        CausalShape tokens =
                options.match(
                        CausalShape::of,
                        events -> {
                            throw new IllegalArgumentException(
                                    "tokens of discrete events are not made on the GPU");
                        });
        return new TokenRound.Shape(tokens, series, cut);
    }

    @Override
    public int ahead(int series, TokenOptions options, RoundCut longest) {
        device.enter();
        long fit = device.freeMemory() / SHARE / shape(series, options, longest).bytes();
        return (int) Math.max(LEAST_AHEAD, Math.min(MOST_AHEAD, fit));
    }

    @Override
    public List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut) {
        TokenRound round = take(shape(series.size(), options, cut));
        boolean made = false;
        try {
            List<Batch> batches = round.make(series);
            made = true;
            return batches;
        } finally {
            ended(made ? null : round);
        }
    }

    private synchronized TokenRound take(TokenRound.Shape shape) {
        if (closed) {
            throw new CancellationException("the engine is closed");
        }
        Deque<TokenRound> unused = free.get(shape);
        TokenRound round = unused != null && !unused.isEmpty() ? unused.pop() : another(shape);
        working++;
        return round;
    }

    private TokenRound another(TokenRound.Shape shape) {
        if (all.isEmpty()) {
            device.enter();
            device.stack(STACK_BYTES);
        }
        TokenRound round = new TokenRound(device, shape, this::give);
        all.add(round);
        return round;
    }

    private synchronized void ended(TokenRound failed) {
        working--;
        if (failed != null) {
            give(failed);
        }
        notifyAll();
    }

    private synchronized void give(TokenRound round) {
        free.computeIfAbsent(round.shape(), shape -> new ArrayDeque<>()).push(round);
    }

    /** Waits until no round is being made; callers interrupt those who make one. */
    @Override
    public synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (working > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        all.forEach(TokenRound::close);
        all.clear();
        free.clear();
    }
}
