package io.undercurrent.training.cuda;

import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.engine.RoundCut;
import java.util.Arrays;

/**
 * What the kernel {@code causal_tokens} has to know of the tokens: {@code struct Causal} in {@code
 * causal_state.cuh}. A warp holds a regression's row with one number in each lane, so there is a
 * limit to seasons and horizons.
 *
 * @param options of the tokens, read one channel at a time
 * @param width F, inputs of a token
 * @param bases K, bases of a horizon
 * @param stride floats from one token's inputs to the next
 */
record CausalShape(InputOptions options, int width, int bases, int stride) {
    /** Declared seasons of a series, 0 where there is none. */
    static final int SEASONS = 4;

    private static final int LANES = 32;
    private static final int MOST_HORIZONS = 32;
    private static final int EXACT = 32;
    private static final int NEAR = 17;
    private static final int FEW = 3;
    private static final double FORGETTING = 0.9995;
    private static final double RIDGE = 1e-6;
    private static final int RIDGE_EVERY = 4;

    /** Any horizon but 1. */
    private static final int FARTHER = 2;

    /**
     * Whether the kernel computes tokens of this kind.
     *
     * @param sharedBytes most shared memory of a block
     */
    static boolean fits(TokenOptions options, int sharedBytes) {
        return options.match(
                numbers ->
                        !numbers.isTogether()
                                && numbers.horizons().size() <= MOST_HORIZONS
                                && features(numbers.horizons().get(0), numbers.seasons()) < LANES
                                && of(numbers).sharedBytes() <= sharedBytes,
                events -> false);
    }

    static CausalShape of(InputOptions options) {
        CausalInputs streaming = new CausalInputs(options);
        int width = streaming.inputCount();
        return new CausalShape(options, width, streaming.baseCount(), Linears.Rows.padded(width));
    }

    private static int features(int horizon, int seasons) {
        return 2 + (horizon == 1 ? NEAR + 5 * seasons : FEW + 4 * seasons);
    }

    int horizons() {
        return options.horizons().size();
    }

    private int regressions() {
        return (horizons() + 1) / 2;
    }

    /** Shared memory of a block, which is one series' state. */
    int sharedBytes() {
        int exact = Math.min(EXACT, options.ring());
        int errors = 2 * (2 + options.seasons()) * horizons();
        int doubles = exact + errors + horizons() + regressions();
        int floats = options.ring() - exact + horizons() * bases;
        for (int r = 0; r < regressions(); r++) {
            int n = features(options.horizons().get(2 * r), options.seasons());
            floats += n * (n + 1) / 2 + n;
        }
        return doubles * Double.BYTES + floats * Float.BYTES;
    }

    /** The weight with which CompactLeastSquares restores a ridge, as bits of a float. */
    private int ridge(int horizon) {
        int coordinates = RIDGE_EVERY * features(horizon, options.seasons());
        return Float.floatToRawIntBits(
                (float) ((1 - StrictMath.pow(FORGETTING, coordinates)) * RIDGE));
    }

    /** The kernel's struct. */
    int[] struct(int series, int events, RoundCut cut) {
        int[] horizons = Arrays.copyOf(options.horizonArray(), MOST_HORIZONS);
        int[] rest = {
            horizons(),
            regressions(),
            options.seasons(),
            options.ring(),
            bases,
            stride,
            events,
            cut.skipped(),
            cut.length(),
            cut.pieces(),
            series,
            ridge(options.horizons().get(0)),
            ridge(FARTHER)
        };
        int[] all = Arrays.copyOf(horizons, MOST_HORIZONS + rest.length);
        System.arraycopy(rest, 0, all, MOST_HORIZONS, rest.length);
        return all;
    }
}
