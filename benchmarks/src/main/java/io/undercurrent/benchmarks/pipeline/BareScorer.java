package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;

/**
 * The scorer's calls and nothing else: the same events one a call or in batches, the slabs in an
 * array, a forecast where one is due.
 */
final class BareScorer {
    private final Events events;
    private final ScorerOptions options;
    private final Scorer scorer;
    private final int batch;
    private final int measuredFrom;

    /**
     * One comparison's.
     *
     * @param measuredFrom the event from which on CPU time counts, as in the jobs
     */
    BareScorer(
            Events events,
            SequenceModel model,
            ScorerOptions options,
            int batch,
            int measuredFrom) {
        this.events = events;
        this.options = options;
        this.batch = batch;
        this.measuredFrom = measuredFrom;
        scorer = new Scorer(model, options, batch);
    }

    int slabBytes() {
        return scorer.layout().bytes();
    }

    /** CPU microseconds an event; the scores are kept where they are asked for. */
    double run(int keys, Scored kept) {
        Slab[] all = new Slab[keys];
        Slab[] slabs = new Slab[batch];
        long[] times = new long[batch];
        int[] batched = new int[batch];
        double[][] values = new double[batch][1];
        ScoreOutput[] outputs = new ScoreOutput[batch];
        for (int b = 0; b < batch; b++) {
            outputs[b] = new ScoreOutput(1);
        }
        ForecastOutput forecast = new ForecastOutput(options);
        long begin = Cpu.processNanos();
        int beginAt = 0;
        for (int i = 0; i < events.count(); ) {
            if (beginAt == 0 && i >= measuredFrom) {
                begin = Cpu.processNanos();
                beginAt = i;
            }
            int n = 0;
            while (n < batch && i < events.count() && isNew(batched, n, i)) {
                int key = events.key(i);
                all[key] = all[key] == null ? scorer.newSlab() : all[key];
                slabs[n] = all[key];
                times[n] = events.timeMicros(i);
                values[n][0] = events.value(i);
                batched[n++] = i++;
            }
            scorer.scoreBatch(n, slabs, times, values, outputs);
            for (int b = 0; b < n; b++) {
                if (outputs[b].forecastDue) {
                    scorer.forecast(slabs[b], forecast);
                }
                if (kept != null) {
                    kept.set(batched[b], outputs[b]);
                }
            }
        }
        return (Cpu.processNanos() - begin) / 1e3 / (events.count() - beginAt);
    }

    /** A batch ends before a key that it holds already. */
    private boolean isNew(int[] batched, int n, int event) {
        for (int b = 0; b < n; b++) {
            if (events.key(batched[b]) == events.key(event)) {
                return false;
            }
        }
        return true;
    }
}
