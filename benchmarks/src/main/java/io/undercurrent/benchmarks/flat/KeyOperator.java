package io.undercurrent.benchmarks.flat;

import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabSerializer;
import io.undercurrent.stream.metrics.Count;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/** One number of keys in a task, and so a RocksDB, of its own; one element starts it. */
final class KeyOperator extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<Long, Long> {
    private static final long serialVersionUID = 1L;

    /** Events that every key's slab has seen before the run. */
    private static final int FIRST_EVENTS = 300;

    private static final long SECOND_MICROS = 1_000_000;

    private final KeyLoad load;
    private final RocksVariant variant;
    private final int keys;
    private transient StudiedRocksDb.Account account;
    private transient Population population;

    KeyOperator(KeyLoad load, RocksVariant variant, int keys) {
        this.load = load;
        this.variant = variant;
        this.keys = keys;
    }

    /** Flink makes the task's RocksDB after this, in the same thread. */
    @Override
    protected void setup(
            StreamTask<?, ?> task, StreamConfig config, Output<StreamRecord<Long>> output) {
        super.setup(task, config, output);
        account = StudiedRocksDb.tell(variant);
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
        Zipf zipf = new Zipf(keys, load.exponent());
        var descriptor = new ValueStateDescriptor<>("slab", new SlabSerializer());
        KeyedSlabs state =
                new KeyedSlabs(
                        this, context.getKeyedStateStore().getState(descriptor), new Count());
        List<Cell> cells = cells(zipf, scorer.layout().bytes());
        population = new Population(load, cells, zipf, scorer, options, state, account, first);
    }

    private List<Cell> cells(Zipf zipf, int slabBytes) {
        List<Cell> cells = new ArrayList<>();
        for (double hitRate : load.hitRates()) {
            cells.add(new Cell(keys, variant, hitRate, zipf.capacity(hitRate)));
        }
        if (load.cacheBytes() > 0) {
            int capacity = (int) Math.max(1, load.cacheBytes() / slabBytes);
            cells.add(new Cell(keys, variant, Double.NaN, capacity));
        }
        return cells;
    }

    @Override
    public void setKeyContextElement(StreamRecord<Long> element) {}

    @Override
    public void processElement(StreamRecord<Long> element) throws Exception {
        Study.join(population);
    }
}
