package io.undercurrent.stream.scoring;

import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import java.util.concurrent.TimeUnit;

/** Translates a stream's declaration into the scorer's terms. */
public final class StreamOptions {
    private StreamOptions() {}

    /**
     * What the scorer must know of a stream.
     *
     * @param spec the stream's declaration
     * @return channels, horizon, levels, alarm rate, warm-up, seasons, covariates, ring
     */
    public static ScorerOptions scorer(StreamSpec spec) {
        return ScorerOptions.builder(spec.source().values().size())
                .horizon(spec.forecast().horizon())
                .quantiles(spec.forecast().quantiles())
                .forecastEvery(spec.forecast().every())
                .alarmRate(spec.alarm().rate())
                .warmup(spec.alarm().warmup())
                .seasons(spec.forecast().seasons())
                .covariates(spec.source().covariates().size())
                .ring(spec.job().rebuildEvents())
                .halfStates(spec.job().statePrecision() == StreamSpec.Precision.FP16)
                .build();
    }

    /**
     * Which alarms of a key belong together.
     *
     * @param episodes what the stream declares
     * @return the rules of one key's episodes
     */
    public static EpisodeRules episodes(StreamSpec.Episodes episodes) {
        return new EpisodeRules(
                TimeUnit.MICROSECONDS.convert(episodes.quiet()),
                episodes.major(),
                episodes.critical());
    }

    /**
     * Which weights, fields and options memories belong to, as checkpoints and exports hold it.
     *
     * @param model the weights
     * @param scorer a scorer of these weights
     * @param options its options
     * @return one line
     */
    public static String describe(SequenceModel model, Scorer scorer, ScorerOptions options) {
        return new ModelIdentity(model, scorer.layout(), options).toString();
    }

    /**
     * The options under which memories go on as they were.
     *
     * @param described what {@link #describe} gave
     * @param others alarm rate, warm-up and how often to forecast, which it does not tell
     * @return the options
     * @throws IllegalArgumentException where it is no such text
     */
    public static ScorerOptions like(String described, ScorerOptions others) {
        return ModelIdentity.options(described, others);
    }
}
