package io.undercurrent.training.history;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.LearningRate;
import io.undercurrent.training.tokens.Rounds;
import io.undercurrent.training.train.TrainingPlan;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws training data from a history: windows of the training parts at random positions, each
 * series in proportion to its events, half of the windows mixed with another one. A draw depends
 * only on the seed and its index, not on earlier draws.
 */
public final class HistoryRounds {
    private static final long LEAST_TOKENS = 100_000;
    private static final long MAX_TOKENS = 4_000_000;
    private static final int PASSES = 60;
    private static final int VALIDATIONS = 40;
    private static final long MAX_WARMUP = 100;
    private static final double FLOOR = 0.01;

    /** Largest share of events that may lie in series shorter than the usual one. */
    private static final double SHORTER = 0.1;

    private final History history;
    private final Split split;
    private final TokenOptions options;
    private final long seed;
    private final RoundShape shape;
    private final long[] untilHere;

    /** Prepares the draws. */
    public HistoryRounds(History history, Split split, TokenOptions options, long seed) {
        this.history = history;
        this.split = split;
        this.options = options;
        this.seed = seed;
        List<Integer> horizons = options.horizons();
        int farthest = horizons.get(horizons.size() - 1);
        shape = RoundShape.of(usual(), farthest, options.past());
        untilHere = new long[history.series().size()];
        long sum = 0;
        for (int i = 0; i < untilHere.length; i++) {
            int part = part(history.series().get(i));
            // A series that ends before the first trained token is never drawn.
            sum += part > shape.skipped() + shape.length() / 2 ? part : 0;
            untilHere[i] = sum;
        }
    }

    private int part(Series series) {
        return split.trainEnd(series.length());
    }

    /**
     * The usual length of a training part: nine in ten events lie in parts of at least this length.
     */
    private int usual() {
        int[] parts = history.series().stream().mapToInt(this::part).sorted().toArray();
        long all = trainingEvents();
        long before = 0;
        for (int part : parts) {
            before += part;
            if (before > SHORTER * all) {
                return part;
            }
        }
        return parts[parts.length - 1];
    }

    /** Number of events of all training parts together. */
    public long trainingEvents() {
        return history.series().stream().mapToLong(this::part).sum();
    }

    /** The default number of tokens: four million or 60 passes, whichever is less. */
    public long usualTokens() {
        return Math.min(MAX_TOKENS, Math.max(LEAST_TOKENS, PASSES * trainingEvents()));
    }

    /** The rounds to train on. */
    public Rounds rounds() {
        return new Rounds(
                this::draw,
                options,
                shape.sequences(),
                shape.pieces(),
                shape.length(),
                shape.skipped());
    }

    private Series draw(long index, int length) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        Series one = window(random, length);
        return options.match(
                numbers -> Mixture.of(one, window(random, length), random),
                events -> one); // codes have no sum
    }

    private Series window(SplittableRandom random, int length) {
        long at = random.nextLong(untilHere[untilHere.length - 1]);
        int i = 0;
        while (untilHere[i] <= at) {
            i++;
        }
        Series series = history.series().get(i);
        int end = part(series);
        int last = Math.max(0, end - shape.skipped() - shape.span());
        int from = last == 0 ? 0 : random.nextInt(last + 1);
        return SubSeries.of(series, from, end, length, history.declared());
    }

    /** Batches in which only values of the validation parts are targets. */
    public List<Batch> validation() {
        return new ValidationRound(history, split, options, shape).batches();
    }

    /** Tokens per optimiser step. */
    public long tokensAStep() {
        return (long) shape.sequences() * shape.length();
    }

    /**
     * Plans rounds, rates and validations.
     *
     * @param tokens rounded up to whole rounds
     * @param peak the largest learning rate
     */
    public TrainingPlan plan(long tokens, double peak, int patience) {
        long rounds = Math.max(1, (tokens + shape.tokens() - 1) / shape.tokens());
        long steps = rounds * shape.pieces();
        LearningRate rate =
                new LearningRate(peak, FLOOR * peak, Math.min(MAX_WARMUP, steps / 10), steps);
        return new TrainingPlan(rounds, rate, (int) Math.max(1, rounds / VALIDATIONS), patience);
    }
}
