package io.undercurrent.benchmarks.peers.calls;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Outputs;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.SplittableRandom;

/**
 * What an event costs with a forecast after it, and without: the scorer's calls by turns on one
 * thread.
 *
 * @param steps of a forecast
 * @param without CPU microseconds an event, the median of the rounds
 * @param with the same with a forecast after each
 */
public record ForecastCost(int steps, double without, double with) {
    private static final long SECOND_MICROS = 1_000_000;
    private static final int FIRST_EVENTS = 1_000;
    private static final int AT_ONCE = 50;

    /**
     * Measures; a round before the others warms up and is not kept.
     *
     * @param turnNanos CPU of a turn
     */
    public static ForecastCost of(String model, int rounds, long turnNanos) throws Exception {
        ScorerOptions options =
                StreamOptions.scorer(PeersSetting.alone(new Contestant(model, Contestant.HEAP)));
        Side side = new Side(options, model);
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double first = side.turn(false, turnNanos);
            double second = side.turn(true, turnNanos);
            if (round >= 0) {
                without[round] = first;
                with[round] = second;
            }
        }
        return new ForecastCost(options.horizon(), Medians.of(without), Medians.of(with));
    }

    /** An event with a forecast over one without. */
    public double ratio() {
        return with / without;
    }

    /** One key. */
    private static final class Side {
        private final Scorer scorer;
        private final Slab slab;
        private final ScoreOutput out = Outputs.create();
        private final ForecastOutput forecast;
        private final SplittableRandom random = new SplittableRandom(5);
        private int event;

        Side(ScorerOptions options, String model) throws Exception {
            scorer =
                    new Scorer(
                            ModelFiles.load(new Contestant(model, Contestant.HEAP).model()),
                            options,
                            1);
            forecast = new ForecastOutput(options);
            slab = scorer.newSlab();
            for (int i = 0; i < FIRST_EVENTS; i++) {
                score();
            }
        }

        private void score() {
            double[] value = {Prefill.value(event, random)};
            scorer.score(slab, event++ * SECOND_MICROS, value, out);
        }

        double turn(boolean forecasts, long nanos) {
            int from = event;
            long begin = Cpu.processNanos();
            while (event == from || Cpu.processNanos() - begin < nanos) {
                for (int i = 0; i < AT_ONCE; i++) {
                    score();
                    if (forecasts) {
                        scorer.forecast(slab, forecast);
                    }
                }
            }
            return (Cpu.processNanos() - begin) / 1e3 / (event - from);
        }
    }
}
