package io.undercurrent.training.forecast;

import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import java.util.Arrays;
import java.util.List;

/**
 * The real scorer: each event is scored as the job scores it, and a forecast is made as the job
 * makes one, every stride-th event.
 */
final class ScorerForecaster implements Forecaster {
    private final Scorer scorer;
    private final Slab slab;
    private final ScoreOutput scored = new ScoreOutput(1);
    private final ForecastOutput ahead;
    private final int[] horizons;
    private final double[] one = new double[1];

    ScorerForecaster(SequenceModel model, Setup setup, boolean declared) {
        ScorerOptions defaults = ScorerOptions.defaults(1);
        ScorerOptions options =
                new ScorerOptions(
                        1,
                        setup.maxHorizon(),
                        ScorerOptions.DEFAULT_QUANTILES,
                        setup.stride(),
                        defaults.alarmRate(),
                        defaults.warmup(),
                        declared ? seasons(setup) : List.of());
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
        one[0] = value;
        scorer.score(slab, timeMicros, one, scored);
    }

    @Override
    public boolean forecast(double[][] quantiles) {
        if (!scorer.forecast(slab, ahead)) {
            return false;
        }
        int levels = Levels.count();
        for (int i = 0; i < horizons.length; i++) {
            System.arraycopy(
                    ahead.quantiles[0], (horizons[i] - 1) * levels, quantiles[i], 0, levels);
        }
        return true;
    }
}
