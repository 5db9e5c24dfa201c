package io.undercurrent.training.tokens;

import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.Companions;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * All tokens of one series: the network's inputs after each event, and the later values in that
 * token's scaled units. Targets look ahead, inputs never do.
 */
public final class SeriesTokens {
    /** Limit of targets, in scales: a target beyond it would teach only that it was far off. */
    private static final double TARGET_LIMIT = 50;

    final float[] inputs;
    final float[] bases;
    final float[] targets;
    final float[] units;
    final double[] locations;
    final double[] scales;
    private final int length;

    /**
     * Runs through the series once.
     *
     * @throws IllegalArgumentException if tokens need other fields than the series has
     */
    public SeriesTokens(Series series, TokenOptions options) {
        checkFields(series, options);
        length = series.length();
        int horizons = options.horizons().size();
        targets = new float[length * horizons];
        units = new float[length * horizons];
        locations = new double[length];
        scales = new double[length];
        Reading reading = options.match(n -> numbers(series, n), e -> events(series, e));
        inputs = new float[length * reading.inputs()];
        bases = new float[length * reading.bases()];
        reading.run().accept(this);
    }

    /**
     * How to read a series.
     *
     * @param inputs numbers of a token
     * @param bases of a token, [H][K]
     * @param run fills the arrays
     */
    private record Reading(int inputs, int bases, Consumer<SeriesTokens> run) {}

    private static Reading numbers(Series series, InputOptions options) {
        CausalInputs causal = new CausalInputs(options, series.seasons());
        Companions companions = new Companions(options);
        return new Reading(
                causal.inputCount() + companions.inputCount(),
                options.horizons().size() * causal.baseCount(),
                tokens -> tokens.readNumbers(series, options, causal, companions));
    }

    private static Reading events(Series series, EventOptions options) {
        return new Reading(
                EventInputs.WIDTH,
                1,
                tokens -> tokens.readEvents(series, new EventInputs(options)));
    }

    /** Uses the next event's symbol as target; it is unknown if the event is missing. */
    private void readEvents(Series series, EventInputs causal) {
        double[] state = new double[causal.size()];
        causal.init(state, 0);
        Arrays.fill(units, 1);
        Arrays.fill(scales, 1);
        for (int t = 0; t < length; t++) {
            causal.observe(state, 0, series.values()[t], (double) series.timesMicros()[t]);
            causal.write(state, 0, inputs, t * EventInputs.WIDTH);
            int next = t + 1 < length ? causal.symbol(series.values()[t + 1]) : -1;
            targets[t] = next < 0 ? Float.NaN : next;
        }
    }

    private void readNumbers(
            Series series, InputOptions options, CausalInputs causal, Companions companions) {
        int[] horizons = options.horizonArray();
        int own = causal.inputCount();
        int perInputs = own + companions.inputCount();
        int perBases = horizons.length * causal.baseCount();
        double[] state = new double[causal.doubles()];
        float[] learned = new float[causal.floats()];
        causal.init(state, 0, learned, 0);
        double[] side = new double[companions.size()];
        companions.init(side, 0);
        double[] row = new double[options.fields()];
        for (int t = 0; t < length; t++) {
            causal.observe(state, 0, learned, 0, series.values()[t], series.timesMicros()[t]);
            locations[t] = causal.location(state, 0);
            scales[t] = causal.scale(state, 0);
            causal.write(
                    state,
                    0,
                    learned,
                    0,
                    inputs,
                    t * perInputs,
                    bases,
                    t * perBases,
                    units,
                    t * horizons.length);
            if (options.isTogether()) {
                series.fields().row(t, row);
                companions.observe(side, 0, row);
                companions.write(side, 0, series.fields().own(), inputs, t * perInputs + own);
            }
            for (int h = 0; h < horizons.length; h++) {
                targets[t * horizons.length + h] = target(series, t, horizons[h]);
            }
        }
    }

    private static void checkFields(Series series, TokenOptions options) {
        Fields all = series.fields();
        int channels = all == null ? 1 : all.channels();
        int covariates = all == null ? 0 : all.covariates();
        if (options.isTogether()
                && (channels != options.channels() || covariates != options.covariates())) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s has %d value fields and %d covariates: the network reads %d and %d together",
                            series.name(),
                            channels,
                            covariates,
                            options.channels(),
                            options.covariates()));
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

    /** Number of tokens, one per event. */
    public int length() {
        return length;
    }
}
