package io.undercurrent.training.forecast;

import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.training.data.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Forecasts with the real scorer: it scores each event as the job does, and forecasts as the job
 * does, every stride-th event.
 */
final class ScorerForecaster implements Forecaster {
    private final String id;
    private final Scorer scorer;
    private final Slab slab;
    private final ScoreOutput scored;
    private final ForecastOutput ahead;
    private final int[] horizons;

    /** Null if the model reads each series by itself. */
    private final Fields fields;

    private final int own;
    private final double[] row;
    private int events;

    ScorerForecaster(SequenceModel model, Setup setup, boolean declared, boolean halfStates) {
        if (!model.forecasts()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "model %s is %s: name a forecaster",
                            model.id(),
                            model.kind()));
        }
        id = model.id();
        fields = model.reads(1, 0) ? null : setup.fields();
        own = fields == null ? 0 : fields.own();
        int channels = fields == null ? 1 : fields.channels();
        ScorerOptions options =
                ScorerOptions.builder(channels)
                        .horizon(setup.maxHorizon())
                        .forecastEvery(setup.stride())
                        .seasons(declared ? seasons(setup) : List.of())
                        .covariates(fields == null ? 0 : fields.covariates())
                        .ring(0) // a key state that ends with the evaluation needs none
                        .halfStates(halfStates)
                        .build();
        scored = new ScoreOutput(channels);
        row = new double[options.fields()];
        scorer = new Scorer(model, options, 1);
        slab = scorer.newSlab();
        ahead = new ForecastOutput(options);
        horizons = setup.horizons();
    }

    private static List<Integer> seasons(Setup setup) {
        return Arrays.stream(setup.seasons())
                .filter(m -> m > 1)
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }

    @Override
    public void observe(long timeMicros, double value) {
        if (fields != null) {
            fields.row(events++, row);
        }
        row[own] = value;
        scorer.score(slab, timeMicros, row, scored);
    }

    @Override
    public boolean forecast(double[][] quantiles) {
        if (!scorer.forecast(slab, ahead)) {
            if (ahead.notFinite) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "model %s: the forecast after event %d is not finite, so it cannot be judged; use an earlier checkpoint of its training, or leave this model out",
                                id,
                                slab.events()));
            }
            return false;
        }
        int levels = Levels.count();
        for (int i = 0; i < horizons.length; i++) {
            System.arraycopy(
                    ahead.quantiles[own], (horizons[i] - 1) * levels, quantiles[i], 0, levels);
        }
        return true;
    }
}
