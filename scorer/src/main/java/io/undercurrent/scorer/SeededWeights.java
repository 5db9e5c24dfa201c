package io.undercurrent.scorer;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Draws the bundled models' weights: a Mamba-2 whose random parts are placed so that an untrained
 * backbone already remembers, because with the reference's initialisation (dt in 1e-3..0.1, A in
 * 1..16, dense random projections) every feature mixes the state with the newest value's noise, and
 * no linear read-out learns a pulse that comes every 24 events.
 *
 * <p>The first 30 dimensions of the residual stream are the read-out's features:
 *
 * <ul>
 *   <li>time gap and missing mark; lags 1 to 3 of the value, by the convolution and D;
 *   <li>averages with decays spread geometrically over 2 to 64 events: heads of constant dt;
 *   <li>a timer, by selectivity: while |value| is below two scales, dt sits at the lower dt_limit
 *       and a constant state only decays, so noise does not enter it; a larger value drives dt to
 *       the upper dt_limit, which overwrites the state by the same amount whatever the value's
 *       height (heads for both signs, added up);
 *   <li>in the later blocks, thresholds of the timer, 10 to 48 events after a pulse: silu there is
 *       a hinge, and hinges let a linear read-out place one sharp value anywhere in that range;
 *   <li>in the later blocks, silu of random mixtures of value, lags and averages.
 * </ul>
 *
 * <p>One dimension holds a constant: against it RMSNorm's divisor is nearly fixed, so the norm
 * neither mixes noise into the timer nor lets features grow without bound. The seed draws all
 * mixtures, and places decays and thresholds within their strata. Larger presets cost more and,
 * with 30 features read, forecast no better before training.
 */
final class SeededWeights {
    private static final int GAP = 0;
    private static final int LAGS = 1;
    private static final int AVERAGES = 4;
    private static final int TIMER = 8;
    private static final int HINGES = 9;
    private static final int MIXTURES = 21;
    private static final int CONSTANT = 30;
    private static final int VALUE = 31;
    private static final int WIDTH = 32;

    private static final int HEADS = 16;
    private static final int FIRST_AVERAGE_HEAD = 2;
    private static final int FIRST_TIMER_HEAD = 6;
    private static final double DT_MIN = 1e-3;
    private static final double DT_MAX = 4;

    /**
     * A smaller constant bounds features more, as roll-outs need; a larger one keeps noise out of
     * the timer.
     */
    private static final double CONSTANT_SIZE = 9;

    private static final double SHORTEST = 2;
    private static final double LONGEST = 64;
    private static final double TIMER_EVENTS = 12;
    private static final double TIMER_SLOPE = 20;
    private static final double PULSE_SCALES = 2;
    private static final double FIRST_HINGE = 10;
    private static final double LAST_HINGE = 48;
    private static final double HINGE_SLOPE = 10;
    private static final double HINGE_SIZE = 3;
    private static final double MIXTURE_WEIGHT = 2;
    private static final double AVERAGE_WEIGHT = 0.2;

    private final BackboneConfig config;
    private final Random random; // a specified algorithm: the same weights on every JDK
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final SeededBlock[] blocks;
    private final int[] channelsUsed;

    /**
     * @param preset gives n_layer, d_model, d_inner and d_state, which decide the size of the
     *     model's state; heads and dt_limit are replaced by what the construction needs
     * @throws IllegalArgumentException for fewer than 2 layers, d_model below 32 or a d_inner that
     *     is not a multiple of 64
     */
    SeededWeights(BackboneConfig preset, long seed) {
        Mamba2Config c = preset.mixer();
        if (preset.nLayer() < 2 || c.dModel() < WIDTH || c.dInner() % (4 * HEADS) != 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "n_layer=%d, d_model=%d, d_inner=%d: a seeded model needs n_layer of 2 and"
                                    + " more, d_model of %d and more, d_inner a multiple of %d;"
                                    + " use a larger preset",
                            preset.nLayer(),
                            c.dModel(),
                            c.dInner(),
                            WIDTH,
                            4 * HEADS));
        }
        config =
                new BackboneConfig(
                        preset.nLayer(),
                        Mamba2Config.builder(c.dModel())
                                .expand(c.expand())
                                .dState(c.dState())
                                .headdim(c.dInner() / HEADS)
                                .dtLimit(DT_MIN, DT_MAX)
                                .build());
        random = new Random(seed);
        ParameterShapes.backbone(config)
                .forEach((name, shape) -> values.put(name, new float[Parameters.size(shape)]));
        blocks = new SeededBlock[config.nLayer()];
        channelsUsed = new int[blocks.length];
        for (int layer = 0; layer < blocks.length; layer++) {
            blocks[layer] = new SeededBlock(config, values, layer, CONSTANT, CONSTANT_SIZE);
            channelsUsed[layer] = 1;
        }
    }

    /** Fills and returns the residual blocks. */
    Backbone backbone() {
        double readGain = constantBc(blocks[0]);
        lags();
        averages(readGain);
        timer(readGain);
        for (int i = 0; i < MIXTURES - HINGES; i++) {
            hinge(i, MIXTURES - HINGES);
        }
        for (int dim = MIXTURES; dim < CONSTANT; dim++) {
            mixture(dim);
        }
        float norm = (float) (CONSTANT_SIZE / Math.sqrt(config.mixer().dModel()));
        Arrays.fill(values.get(ParameterShapes.FINAL_NORM), norm);
        return Backbone.of(config, new Parameters<>(ParameterShapes.backbone(config), values));
    }

    /** The input projection, [{@link SeededModel#INPUTS}][d_model]. */
    float[][] inputProjection() {
        float[][] projection = new float[SeededModel.INPUTS][config.mixer().dModel()];
        projection[0][VALUE] = 1;
        projection[1][GAP] = 2; // a missing value looks like the longest gap, doubled
        projection[2][GAP] = 1;
        projection[3][CONSTANT] = (float) CONSTANT_SIZE;
        return projection;
    }

    /** Draws B and C, the same at every event; returns the sum over n of silu(B[n]) silu(C[n]). */
    private double constantBc(SeededBlock block) {
        double sum = 0;
        int dState = config.mixer().dState();
        for (int n = 0; n < dState; n++) {
            double b = uniform(0.5, 1.5);
            double c = uniform(0.5, 1.5) / dState;
            block.bc(n, b, c);
            sum += silu(b) * silu(c);
        }
        return sum;
    }

    private void lags() {
        for (int lag = 1; lag < AVERAGES; lag++) {
            pair(0, channelsUsed[0], VALUE, LAGS + lag - 1);
            blocks[0].delay(channelsUsed[0], lag);
            blocks[0].delay(channelsUsed[0] + 1, lag);
            channelsUsed[0] += 2;
        }
    }

    /** Adds the dimension {@code from} to {@code to} through two channels, silu(u) - silu(-u). */
    private void pair(int layer, int channel, int from, int to) {
        for (int sign = 1; sign >= -1; sign -= 2) {
            blocks[layer].x(channel, from, sign);
            blocks[layer].out(to, channel, sign);
            channel++;
        }
    }

    private void averages(double readGain) {
        int count = TIMER - AVERAGES;
        for (int i = 0; i < count; i++) {
            double place = (i + uniform(-0.25, 0.25)) / (count - 1);
            double events = SHORTEST * StrictMath.pow(LONGEST / SHORTEST, place);
            double dt = -StrictMath.expm1(-1 / events) / readGain; // weights that sum to 1
            int head = FIRST_AVERAGE_HEAD + i;
            blocks[0].head(head, dt, 1 / (events * dt), 0);
            pair(0, blocks[0].channel(head, 0), VALUE, AVERAGES + i);
        }
    }

    private void timer(double readGain) {
        double threshold = PULSE_SCALES * uniform(0.95, 1.05);
        for (int i = 0; i < 2; i++) {
            int head = FIRST_TIMER_HEAD + i;
            blocks[0].head(head, DT_MIN, 1 / (TIMER_EVENTS * DT_MIN), 0);
            blocks[0].selectiveDt(head, VALUE, i == 0 ? TIMER_SLOPE : -TIMER_SLOPE, threshold);
            int channel = blocks[0].channel(head, 0);
            blocks[0].bias(channel, 1);
            blocks[0].out(TIMER, channel, 1 / (DT_MAX * readGain * silu(1)));
        }
    }

    /** Adds silu(slope (1 - timer / the timer's value {@code events} after a pulse)). */
    private void hinge(int i, int count) {
        int layer = laterLayer(i);
        int channel = channelsUsed[layer]++;
        double place = (i + uniform(-0.15, 0.15)) / (count - 1);
        double events = FIRST_HINGE + (LAST_HINGE - FIRST_HINGE) * place;
        blocks[layer].bias(channel, HINGE_SLOPE);
        blocks[layer].x(channel, TIMER, -HINGE_SLOPE * StrictMath.exp(events / TIMER_EVENTS));
        blocks[layer].out(HINGES + i, channel, HINGE_SIZE / HINGE_SLOPE);
    }

    private void mixture(int dim) {
        int layer = laterLayer(dim);
        int channel = channelsUsed[layer]++;
        blocks[layer].x(channel, VALUE, uniform(-MIXTURE_WEIGHT, MIXTURE_WEIGHT));
        for (int lag = LAGS; lag < AVERAGES; lag++) {
            blocks[layer].x(channel, lag, uniform(-MIXTURE_WEIGHT, MIXTURE_WEIGHT));
        }
        for (int average = AVERAGES; average < TIMER; average++) {
            blocks[layer].x(channel, average, uniform(-AVERAGE_WEIGHT, AVERAGE_WEIGHT));
        }
        blocks[layer].x(channel, GAP, uniform(-1, 1));
        blocks[layer].bias(channel, uniform(-MIXTURE_WEIGHT, MIXTURE_WEIGHT));
        blocks[layer].out(dim, channel, 1);
    }

    /** Distributes features over the blocks after the first. */
    private int laterLayer(int i) {
        return 1 + i % (blocks.length - 1);
    }

    private double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double silu(double x) {
        return x / (1 + StrictMath.exp(-x));
    }
}
