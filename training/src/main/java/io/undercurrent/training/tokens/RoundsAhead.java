package io.undercurrent.training.tokens;

import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.TokenMaker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Makes the next rounds on several cores while an engine trains on the present one, so that a GPU
 * seldom waits for tokens. This holds up to {@value #AHEAD} more rounds in memory, or as many as
 * the engine's maker of tokens wants.
 */
public final class RoundsAhead implements AutoCloseable {
    /** Enough that a core which has finished one round finds work in the next. */
    private static final int AHEAD = 3;

    private static final int CLOSE_SECONDS = 10;

    private final Rounds rounds;
    private final TokenMaker maker;
    private final int most;
    private final long end;
    private final ForkJoinPool pool;
    private final ExecutorService waiting = Executors.newCachedThreadPool();
    private final Deque<CompletableFuture<List<Batch>>> making = new ArrayDeque<>();
    private long next;

    /**
     * Starts to make rounds.
     *
     * @param maker makes their tokens if it can; null: this machine's cores do
     * @param first number of the round that {@link #next} gives first
     * @param end number after the last round
     * @param threads that make them, or draw their series if a maker makes the tokens; at least 1
     */
    public RoundsAhead(Rounds rounds, TokenMaker maker, long first, long end, int threads) {
        this.rounds = rounds;
        this.maker = maker != null && rounds.fit(maker) ? maker : null;
        most = this.maker == null ? AHEAD : rounds.ahead(maker);
        pool = new ForkJoinPool(threads);
        this.end = end;
        next = first;
        fill();
    }

    private void fill() {
        while (making.size() < most && next < end) {
            making.add(make(next++));
        }
    }

    /** The round's parallel streams run in the pool that runs the round. */
    private CompletableFuture<List<Batch>> make(long number) {
        if (maker == null) {
            return CompletableFuture.supplyAsync(() -> rounds.round(number), pool);
        }
        // A thread that waits for the device takes no core from those that draw the next series.
        return CompletableFuture.supplyAsync(() -> rounds.series(number), pool)
                .thenApplyAsync(series -> rounds.batches(number, series, maker), waiting);
    }

    /**
     * The next round; waits for it.
     *
     * @throws java.util.NoSuchElementException after the last round
     * @throws RuntimeException that was thrown while the round was made; an error is thrown too
     */
    public List<Batch> next() {
        CompletableFuture<List<Batch>> made = making.remove();
        fill();
        try {
            return made.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Gives up the rounds that were not taken, and waits a while until work on them has ended. */
    @Override
    public void close() {
        pool.shutdownNow();
        waiting.shutdownNow();
        pool.awaitQuiescence(CLOSE_SECONDS, TimeUnit.SECONDS);
        try {
            waiting.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
