package io.undercurrent.lab.pretrain;

import io.undercurrent.lab.synthetic.SyntheticSeries;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.LearningRate;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.tokens.Rounds;
import io.undercurrent.training.train.TrainingPlan;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How the bundled model is trained: on synthetic series alone, from a seed, so that nothing that it
 * is judged on leaks in and anybody gets the same weights again.
 *
 * @param seed of weights and series
 * @param tokens to train on, rounded up to whole rounds
 * @param size of the network
 * @param trunk Mamba-2, or the MLP that it is compared with
 */
public record Pretraining(long seed, long tokens, NetworkSize size, Trunk trunk) {
    /** An hour on two cores; the bundled weights took 700 million on a GPU. */
    public static final long DEFAULT_TOKENS = 60_000_000;

    /** The seed of the weights that are shipped. */
    public static final long DEFAULT_SEED = 2405_21060L; // the paper's number

    /** Counts changes of generator, rounds and rates: a checkpoint of another is refused. */
    private static final int RECIPE = 3;

    private static final int SEQUENCES = 24;
    private static final int PIECES = 6;
    private static final int LENGTH = 256;

    /** One round in this many has long series, because keys grow older than 1,536 events. */
    private static final int LONG_EVERY = 5;

    private static final int LONG_PIECES = 24;
    private static final int WARMUP = 100;
    private static final double PEAK = 2e-3;
    private static final double FLOOR = 2e-5;
    private static final int VALIDATIONS = 40;

    /** Series of seeds that far apart never meet. */
    private static final long VALIDATION = 1L << 40;

    /** One in so many series hides the seasons that it has, so that they have to be found. */
    private static final int HIDDEN_ONE_IN = 3;

    /** The network to train. */
    public NetworkConfig network() {
        return size.config(NetworkDefaults.TOKENS, trunk, ScorerOptions.DEFAULT_QUANTILES);
    }

    /** The weights to start from. */
    public Parameters<float[]> start() {
        return NetworkInit.seeded(network(), seed);
    }

    /** The series to train on. */
    public Rounds rounds() {
        return rounds(seed);
    }

    private static Rounds rounds(long seed) {
        return new Rounds(source(seed), NetworkDefaults.TOKENS, SEQUENCES, PIECES, LENGTH, 0)
                .withLonger(LONG_EVERY, LONG_PIECES);
    }

    /**
     * Batches that are never trained on: at most a cycle of short and long rounds, fewer if there
     * is little to train on.
     */
    public List<Batch> validation() {
        Rounds others = rounds(seed + VALIDATION);
        return LongStream.range(0, Math.min(LONG_EVERY, plan().rounds()))
                .mapToObj(others::round)
                .flatMap(List::stream)
                .toList();
    }

    /** Rounds, rates and validations. */
    public TrainingPlan plan() {
        long all = 0;
        long steps = 0;
        for (Rounds rounds = rounds(); steps * tokensAStep() < tokens; all++) {
            steps += rounds.pieces(all);
        }
        LearningRate rate = new LearningRate(PEAK, FLOOR, WARMUP, steps);
        int every = (int) Math.max(1, all / VALIDATIONS);
        return new TrainingPlan(all, rate, every, VALIDATIONS);
    }

    /** Tokens of an optimiser step. */
    public static long tokensAStep() {
        return (long) SEQUENCES * LENGTH;
    }

    private static Rounds.Source source(long seed) {
        return (index, length) -> {
            Series series = SyntheticSeries.generate(seed, index, length);
            return index % HIDDEN_ONE_IN == 0
                    ? new Series(
                            series.name(), series.values(), series.timesMicros(), new int[] {1})
                    : series;
        };
    }

    /** What is trained, in words that change with anything that matters. */
    public String task() {
        return String.format(
                Locale.ROOT,
                "pretrain recipe=%d seed=%d tokens=%d network=%s",
                RECIPE,
                seed,
                tokens,
                network());
    }
}
