package io.undercurrent.job;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.spec.StreamSpec;

/** Translates a stream's declaration into the scorer's terms. */
public final class JobOptions {
    private JobOptions() {}

    /**
     * What the scorer must know of a stream.
     *
     * @param spec the stream's declaration
     * @return channels, horizon, levels, alarm rate, warm-up, seasons, covariates, ring
     */
    public static ScorerOptions scorer(StreamSpec spec) {
        return new ScorerOptions(
                spec.source().values().size(),
                spec.forecast().horizon(),
                spec.forecast().quantiles(),
                spec.forecast().every(),
                spec.alarm().rate(),
                spec.alarm().warmup(),
                spec.forecast().seasons(),
                spec.source().covariates().size(),
                spec.job().rebuildEvents(),
                spec.job().statePrecision() == StreamSpec.Precision.FP16);
    }
}
