package io.undercurrent.training.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;

/**
 * Runs one task per series on several threads, the longest first so that none runs alone at the
 * end. Results come in the order of the items, whatever the number of threads.
 */
public final class Workers {
    /** The work for one item. */
    public interface Task<T, R> {
        /**
         * Does the work.
         *
         * @param progress receives the units of the item that were done since the last call
         */
        R run(T item, IntConsumer progress);
    }

    private final int threads;
    private final Progress progress;

    /**
     * Creates workers that report progress.
     *
     * @param threads at least 1
     */
    public Workers(int threads, Progress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads = " + threads + ": allowed are 1 and more");
        }
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs a task for every item, the largest first.
     *
     * @param what the task in words, for the progress
     * @param size units of work of an item
     * @return the results in the items' order
     * @throws RuntimeException the first that a task threw
     */
    public <T, R> List<R> run(String what, List<T> items, ToLongFunction<T> size, Task<T, R> task) {
        long total = items.stream().mapToLong(size).sum();
        Counter counter = new Counter(what, total);
        List<Future<R>> futures = new ArrayList<>();
        items.forEach(item -> futures.add(null));
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, items.size()));
        try {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                order.add(i);
            }
            order.sort(
                    (a, b) ->
                            Long.compare(
                                    size.applyAsLong(items.get(b)),
                                    size.applyAsLong(items.get(a))));
            for (int i : order) {
                T item = items.get(i);
                Callable<R> call = () -> task.run(item, counter);
                futures.set(i, pool.submit(call));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(what + ": " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private final class Counter implements IntConsumer {
        private final String what;
        private final long total;
        private long done;

        Counter(String what, long total) {
            this.what = what;
            this.total = total;
        }

        @Override
        public synchronized void accept(int more) {
            done += more;
            progress.report(what, done, total);
        }
    }
}
