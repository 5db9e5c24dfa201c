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
 * @param trunk Mamba-2, or the MLP that it is compared with
 */
public record Pretraining(long seed, long tokens, Trunk trunk) {
    /** Enough for about 60,000 weights; more gained nothing in prototypes. */
    public static final long DEFAULT_TOKENS = 60_000_000;

    /** The seed of the weights that are shipped. */
    public static final long DEFAULT_SEED = 2405_21060L; // the paper's number

    private static final int SEQUENCES = 24;
    private static final int PIECES = 6;
    private static final int LENGTH = 256;
    private static final int WARMUP = 100;
    private static final double PEAK = 2e-3;
    private static final double FLOOR = 2e-5;
    private static final int VALIDATIONS = 40;

    /** Rounds to validate on, which are never trained on. */
    private static final int VALIDATION_ROUNDS = 2;

    /** Series of seeds that far apart never meet. */
    private static final long VALIDATION = 1L << 40;

    /** One in so many series hides the seasons that it has, so that they have to be found. */
    private static final int HIDDEN_ONE_IN = 3;

    /** d_model 64, d_inner 64, headdim 16, d_state 16, 2 layers; or an MLP with as many weights. */
    public NetworkConfig network() {
        return NetworkDefaults.config(
                NetworkDefaults.TOKENS, trunk, ScorerOptions.DEFAULT_QUANTILES);
    }

    /** The weights to start from. */
    public Parameters<float[]> start() {
        return NetworkInit.seeded(network(), seed);
    }

    /** The series to train on. */
    public Rounds rounds() {
        return new Rounds(source(seed), NetworkDefaults.TOKENS, SEQUENCES, PIECES, LENGTH, 0);
    }

    /** Batches that are never trained on. */
    public List<Batch> validation() {
        Rounds others =
                new Rounds(
                        source(seed + VALIDATION),
                        NetworkDefaults.TOKENS,
                        SEQUENCES,
                        PIECES,
                        LENGTH,
                        0);
        return LongStream.range(0, VALIDATION_ROUNDS)
                .mapToObj(others::round)
                .flatMap(List::stream)
                .toList();
    }

    /** Rounds, rates and validations. */
    public TrainingPlan plan() {
        long perRound = (long) SEQUENCES * PIECES * LENGTH;
        long all = Math.max(1, (tokens + perRound - 1) / perRound);
        LearningRate rate = new LearningRate(PEAK, FLOOR, WARMUP, all * PIECES);
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
                Locale.ROOT, "pretrain seed=%d tokens=%d network=%s", seed, tokens, network());
    }
}
