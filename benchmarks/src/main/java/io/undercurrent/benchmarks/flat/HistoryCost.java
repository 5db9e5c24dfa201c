package io.undercurrent.benchmarks.flat;

import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a key's next events cost after histories of several lengths.
 *
 * <p>One pass over the longest history leaves a copy of the slab at each length and the scores of
 * the events behind it. A turn scores those events again from a copy: their scores must be the
 * pass's own to the bit.
 */
final class HistoryCost {
    private static final long INTERVAL_MICROS = 1_000_000;

    private final Scorer scorer;
    private final ScoreOutput out = new ScoreOutput(1);
    private final ForecastOutput forecast;
    private final double[] value = new double[1];
    private final List<Integer> lengths;
    private final int window;
    private final List<Slab> slabs = new ArrayList<>();
    private final List<double[]> oracle = new ArrayList<>();
    private final List<double[]> micros = new ArrayList<>();
    private final int rounds;

    /**
     * Nothing is scored yet.
     *
     * @param lengths of the histories in events, rising
     * @param window the next so many events are timed
     */
    HistoryCost(SequenceModel model, List<Integer> lengths, int window, int rounds) {
        ScorerOptions options = ScorerOptions.defaults(1);
        scorer = new Scorer(model, options, 1);
        forecast = new ForecastOutput(options);
        this.lengths = lengths;
        this.window = window;
        this.rounds = rounds;
    }

    /** The pass over the longest history and the events behind it. */
    void pass() {
        Slab slab = scorer.newSlab();
        int next = 0;
        for (int length : lengths) {
            for (; next < length; next++) {
                score(slab, next);
            }
            slabs.add(slab.copy());
            double[] scores = new double[window];
            Slab ahead = slab.copy();
            for (int i = 0; i < window; i++) {
                scores[i] = score(ahead, length + i);
            }
            oracle.add(scores);
            micros.add(new double[rounds]);
        }
    }

    /** One turn of each length. */
    void round(int round) {
        for (int l = 0; l < lengths.size(); l++) {
            Slab slab = slabs.get(l).copy();
            double[] scores = new double[window];
            long begin = cpuNanos();
            for (int i = 0; i < window; i++) {
                scores[i] = score(slab, lengths.get(l) + i);
            }
            micros.get(l)[round] = (cpuNanos() - begin) / 1e3 / window;
            if (!java.util.Arrays.equals(scores, oracle.get(l))) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "after %,d events the scores are not those of the first pass",
                                lengths.get(l)));
            }
            if (slab.events() != lengths.get(l) + window) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%,d events in a slab that has seen %,d",
                                slab.events(),
                                lengths.get(l) + window));
            }
        }
    }

    private double score(Slab slab, int event) {
        value[0] = Made.value(event);
        scorer.score(slab, event * INTERVAL_MICROS, value, out);
        if (out.forecastDue) {
            scorer.forecast(slab, forecast);
        }
        return out.expected[0] + out.score;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** CPU microseconds an event, one a round, after the history of that place. */
    double[] micros(int length) {
        return micros.get(length).clone();
    }

    /** Encoded size of the slab after the history of that place. */
    int bytes(int length) {
        return SlabCodec.bytes(slabs.get(length));
    }
}
