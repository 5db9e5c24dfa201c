package io.undercurrent.training.tokens;

import io.undercurrent.training.engine.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Makes the next rounds on all cores while an engine trains on the present one, so that a GPU does
 * not wait for each round from its start. It holds {@value #AHEAD} rounds more in memory.
 */
public final class RoundsAhead implements AutoCloseable {
    /** Enough that cores which are done with one round find series of the next. */
    private static final int AHEAD = 3;

    private final Rounds rounds;
    private final long end;
    private final ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
    private final Deque<CompletableFuture<List<Batch>>> making = new ArrayDeque<>();
    private long next;

    /**
     * Starts to make rounds.
     *
     * @param first number of the round that {@link #next} gives first
     * @param end number after the last round
     */
    public RoundsAhead(Rounds rounds, long first, long end) {
        this.rounds = rounds;
        this.end = end;
        next = first;
        fill();
    }

    private void fill() {
        while (making.size() < AHEAD && next < end) {
            long number = next++;
            // The round's parallel streams run in the pool that runs the round.
            making.add(CompletableFuture.supplyAsync(() -> rounds.round(number), pool));
        }
    }

    /**
     * The next round; waits for it.
     *
     * @throws java.util.NoSuchElementException after the last round
     * @throws RuntimeException what making it threw
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
            throw e;
        }
    }

    /** Gives up the rounds that nobody took. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
