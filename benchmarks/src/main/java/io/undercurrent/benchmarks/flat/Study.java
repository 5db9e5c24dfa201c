package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Eta;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the populations of several tasks take turns in one process. Each task hands in its own and
 * waits; the last one's thread measures all, so no two are ever touched at once.
 */
final class Study {
    /** Ranks whose slabs are compared at the end. */
    private static final int[] SAMPLE = {2, 10, 50, 250, 900, 5_000, 25_000, 100_000, 500_000};

    private static final long PATIENCE_HOURS = 6;

    private static Study current;

    private final KeyLoad load;
    private final NewFiles files;
    private final List<Population> populations = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    private Study(KeyLoad load, Path local) {
        this.load = load;
        files = new NewFiles(local);
    }

    /**
     * Before the job starts.
     *
     * @param local where RocksDB's files will be
     */
    static synchronized void begin(KeyLoad load, Path local) {
        current = new Study(load, local);
    }

    /** After the job: what was measured, the fewest keys first. */
    static synchronized List<Cell> cells() {
        List<Cell> cells =
                current.populations.stream().flatMap(each -> each.cells.stream()).toList();
        current = null;
        return cells;
    }

    private static synchronized Study current() {
        return current;
    }

    /** Returns when all is measured. */
    static void join(Population population) throws Exception {
        Study study = current();
        if (!study.add(population)) {
            study.done.await(PATIENCE_HOURS, TimeUnit.HOURS);
            return;
        }
        try {
            study.measure();
        } finally {
            study.done.countDown();
        }
    }

    /** Whether it is the last. */
    private synchronized boolean add(Population population) {
        populations.add(population);
        populations.sort(
                Comparator.comparing((Population each) -> each.cells.get(0).keys)
                        .thenComparing(each -> each.cells.get(0).variant));
        return populations.size() == load.populations();
    }

    private synchronized void measure() throws Exception {
        for (Population population : populations) {
            System.err.printf(
                    Locale.ROOT,
                    "%,d slabs written (%s)%n",
                    population.fill(load.allKeys()),
                    population.cells.get(0).variant.id());
        }
        for (Population population : populations) {
            population.rest();
        }
        int cells = populations.get(0).cells.size();
        Eta eta = new Eta((load.rounds() + 1) * cells);
        for (int round = 0; round <= load.rounds(); round++) {
            for (int cell = 0; cell < cells; cell++) {
                for (Population population : populations) {
                    population.turn(population.cells.get(cell), load.events(), round > 0, files);
                }
                eta.step(
                        round == 0
                                ? "warming up"
                                : String.format(
                                        Locale.ROOT, "round %d of %d", round, load.rounds()));
            }
        }
        for (Population population : populations) {
            check(population);
        }
    }

    private static void check(Population population) throws Exception {
        int keys = population.cells.get(0).keys;
        for (int rank : SAMPLE) {
            if (rank < keys && !population.isWhole(rank)) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "of %,d keys that of rank %,d has another slab than its events alone make",
                                keys,
                                rank));
            }
        }
    }
}
