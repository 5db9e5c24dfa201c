package io.undercurrent.training.tokens;

import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.training.data.Series;

/**
 * All tokens of one series: after each event what the network reads, and what came afterwards in
 * that token's scaled units. Targets look ahead, inputs never do.
 */
public final class SeriesTokens {
    /** A target further off than this many scales teaches nothing but that it was far off. */
    private static final double TARGET_LIMIT = 50;

    final float[] inputs;
    final float[] bases;
    final float[] targets;
    final float[] units;
    final double[] locations;
    final double[] scales;
    private final int length;

    /** Runs through the series once. */
    public SeriesTokens(Series series, InputOptions options) {
        int[] horizons = options.horizonArray();
        CausalInputs causal = new CausalInputs(options, series.seasons());
        length = series.length();
        int perInputs = causal.inputCount();
        int perBases = horizons.length * causal.baseCount();
        inputs = new float[length * perInputs];
        bases = new float[length * perBases];
        targets = new float[length * horizons.length];
        units = new float[length * horizons.length];
        locations = new double[length];
        scales = new double[length];
        double[] state = new double[causal.size()];
        causal.init(state, 0);
        for (int t = 0; t < length; t++) {
            causal.observe(state, 0, series.values()[t], series.timesMicros()[t]);
            locations[t] = causal.location(state, 0);
            scales[t] = causal.scale(state, 0);
            causal.write(
                    state,
                    0,
                    inputs,
                    t * perInputs,
                    bases,
                    t * perBases,
                    units,
                    t * horizons.length);
            for (int h = 0; h < horizons.length; h++) {
                targets[t * horizons.length + h] = target(series, t, horizons[h]);
            }
        }
    }

    private float target(Series series, int t, int horizon) {
        if (t + horizon >= length) {
            return Float.NaN;
        }
        double scaled = (series.values()[t + horizon] - locations[t]) / scales[t];
        return Double.isNaN(scaled)
                ? Float.NaN
                : (float) Math.max(-TARGET_LIMIT, Math.min(TARGET_LIMIT, scaled));
    }

    /** Number of tokens, one an event. */
    public int length() {
        return length;
    }
}
