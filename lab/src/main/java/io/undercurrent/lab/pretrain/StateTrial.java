package io.undercurrent.lab.pretrain;

import io.undercurrent.lab.synthetic.StateTask;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.TrainedNetwork;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.LearningRate;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.tokens.Rounds;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * One trunk trained on one task: both trunks get the same series in the same order, as many tokens,
 * about as many weights, and the recipe of the bundled model.
 *
 * @param task where the series come from
 * @param trunk what reads the tokens
 * @param tokens to train on, rounded up to whole rounds
 * @param seed of weights and series
 */
public record StateTrial(StateTask task, Trunk trunk, long tokens, long seed) {
    private static final int SEQUENCES = 16;
    private static final int PIECES = 6;
    private static final int LENGTH = 256;
    private static final int WARMUP = 50;
    private static final double PEAK = 3e-3;
    private static final double FLOOR = 2e-5;

    /** Series of seeds that far apart never meet. */
    private static final long HELD_BACK = 1L << 41;

    /** Hears of every optimiser step. */
    public interface Steps {
        /**
         * A step is done.
         *
         * @param done steps so far
         * @param total steps in all
         */
        void done(long done, long total);
    }

    private NetworkConfig network() {
        return NetworkDefaults.config(task.tokens(), trunk, ScorerOptions.DEFAULT_QUANTILES);
    }

    /**
     * Trains from the start to the end.
     *
     * @param threads at least 1; no result depends on it
     * @return the model, called by its trunk
     */
    public SequenceModel run(int threads, Steps heard) {
        NetworkConfig network = network();
        long perRound = (long) SEQUENCES * PIECES * LENGTH;
        long rounds = (tokens + perRound - 1) / perRound;
        LearningRate rate = new LearningRate(PEAK, FLOOR, WARMUP, rounds * PIECES);
        Rounds data =
                new Rounds(
                        (index, length) -> task.series(seed, index, length),
                        task.tokens(),
                        SEQUENCES,
                        PIECES,
                        LENGTH,
                        0);
        Parameters<float[]> start = NetworkInit.seeded(network, seed);
        try (TrainingEngine engine =
                Engines.create("java", network, start, AdamWOptions.defaults(), threads)) {
            long step = 0;
            for (long round = 0; round < rounds; round++) {
                for (Batch batch : data.round(round)) {
                    engine.step(batch, rate.of(step++));
                    heard.done(step, rate.steps());
                }
            }
            TrainedNetwork trained = TrainedNetwork.of(network, task.tokens(), engine.parameters());
            return SequenceModel.trained(trunk.name().toLowerCase(Locale.ROOT), trained);
        }
    }

    /** Series that no trial of this seed is trained on. */
    public List<Series> heldBack(int count, int length) {
        return LongStream.range(0, count)
                .mapToObj(index -> task.series(seed + HELD_BACK, index, length))
                .toList();
    }
}
