package io.undercurrent.training.detector;

import io.undercurrent.detect.anomaly.Stages;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;

/**
 * The real scorer, which scores each event and makes each forecast that is due as the job does. Its
 * score ranks the events and raises the alarm at once.
 */
final class ScorerDetector implements Detector {
    private final Scorer scorer;
    private final Slab slab;
    private final ScoreOutput scored;
    private final ForecastOutput ahead;

    ScorerDetector(SequenceModel model, DetectorSetup setup, Stages stages) {
        ScorerOptions options =
                ScorerOptions.builder(setup.channels())
                        .covariates(setup.covariates())
                        .alarmRate(setup.alarmRate())
                        .stages(stages)
                        .ring(0) // a key state that ends with the evaluation needs none
                        .build();
        scorer = new Scorer(model, options, 1);
        slab = scorer.newSlab();
        scored = new ScoreOutput(setup.channels());
        ahead = new ForecastOutput(options);
    }

    @Override
    public void observe(long timeMicros, double[] values, Detection out) {
        scorer.score(slab, timeMicros, values, scored);
        if (scored.forecastDue) {
            scorer.forecast(slab, ahead);
        }
        out.severity = scored.severity;
        out.score = scored.score;
        out.alarm = scored.alarm;
    }
}
