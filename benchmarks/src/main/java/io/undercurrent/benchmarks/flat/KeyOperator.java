package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Scores events of several numbers of keys by turns in one task. Each number has a state of its
 * own, which is a column family of its own in RocksDB: no tree holds the slabs of another.
 */
final class KeyOperator extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<Long, Long> {
    private static final long serialVersionUID = 1L;

    /** Where the cells are found; task and command share a process. */
    static final BlockingQueue<List<Cell>> CELLS = new LinkedBlockingQueue<>();

    /** Events that every key's slab has seen before the run. */
    private static final int FIRST_EVENTS = 300;

    private static final long SECOND_MICROS = 1_000_000;

    /** Ranks whose slabs are compared at the end. */
    private static final int[] SAMPLE = {2, 10, 50, 250, 900, 5_000, 25_000, 100_000, 500_000};

    private final KeyLoad load;
    private transient List<Population> populations;

    KeyOperator(KeyLoad load) {
        this.load = load;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        ScorerOptions options = ScorerOptions.defaults(1);
        Scorer scorer = new Scorer(ModelFiles.load(load.model()), options, 1);
        Slab first = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        for (int i = 0; i < FIRST_EVENTS; i++) {
            scorer.score(first, i * SECOND_MICROS, new double[] {Made.value(i)}, out);
        }
        populations = new ArrayList<>();
        for (int keys : load.keys()) {
            Zipf zipf = new Zipf(keys, load.exponent());
            var descriptor = new ValueStateDescriptor<>("slab-" + keys, new SlabSerializer());
            KeyedSlabs state =
                    new KeyedSlabs(
                            this,
                            context.getKeyedStateStore().getState(descriptor),
                            new SimpleCounter());
            List<Cell> cells = cells(keys, zipf, scorer.layout().bytes());
            populations.add(new Population(load, cells, zipf, scorer, options, state, first));
        }
    }

    private List<Cell> cells(int keys, Zipf zipf, int slabBytes) {
        List<Cell> cells = new ArrayList<>();
        for (double hitRate : load.hitRates()) {
            cells.add(new Cell(keys, hitRate, zipf.capacity(hitRate)));
        }
        if (load.cacheBytes() > 0) {
            int capacity = (int) Math.max(1, load.cacheBytes() / slabBytes);
            cells.add(new Cell(keys, Double.NaN, capacity));
        }
        return cells;
    }

    @Override
    public void setKeyContextElement(StreamRecord<Long> element) {}

    @Override
    public void processElement(StreamRecord<Long> element) throws Exception {
        for (Population population : populations) {
            int filled = population.fill(load.allKeys());
            System.err.printf("%,d slabs written%n", filled);
        }
        Population.rest();
        Eta eta = new Eta(load.rounds() + 1);
        for (int round = 0; round <= load.rounds(); round++) {
            for (int cell = 0; cell < populations.get(0).cells.size(); cell++) {
                for (Population population : populations) {
                    population.turn(population.cells.get(cell), load.events(), round > 0);
                }
            }
            eta.step(round == 0 ? "warmed up" : "round %d of %d".formatted(round, load.rounds()));
        }
        for (Population population : populations) {
            check(population);
        }
        CELLS.add(populations.stream().flatMap(each -> each.cells.stream()).toList());
    }

    private static void check(Population population) throws Exception {
        for (int rank : SAMPLE) {
            int keys = population.cells.get(0).keys;
            if (rank < keys && !population.isWhole(rank)) {
                throw new IllegalStateException(
                        "of %,d keys that of rank %,d has another slab than its events alone make"
                                .formatted(keys, rank));
            }
        }
    }
}
