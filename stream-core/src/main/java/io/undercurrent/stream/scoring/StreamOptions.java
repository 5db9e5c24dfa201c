package io.undercurrent.stream.scoring;

import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.detect.fleet.EpisodeBudget;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.EpisodesOptions;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.spec.value.Frequency;
import java.util.concurrent.TimeUnit;

/** Translates a stream's declaration into the options of the scorer and the rules of episodes. */
public final class StreamOptions {
    private StreamOptions() {}

    /**
     * Returns the scorer's options for a stream.
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
                .budget(budget(spec.alarm().budget()))
                .keys(spec.alarm().keys())
                .seasons(spec.forecast().seasons())
                .covariates(spec.source().covariates().size())
                .ring(spec.job().rebuildEvents())
                .halfStates(spec.job().statePrecision() == JobOptions.Precision.FP16)
                .build();
    }

    private static EpisodeBudget budget(Frequency declared) {
        return declared == null
                ? null
                : new EpisodeBudget(
                        declared.times(), TimeUnit.MICROSECONDS.convert(declared.period()));
    }

    /**
     * Returns the rules by which alarms of a key form an episode.
     *
     * @param episodes the stream's episode options
     * @return the rules of one key's episodes
     */
    public static EpisodeRules episodes(EpisodesOptions episodes) {
        return new EpisodeRules(
                TimeUnit.MICROSECONDS.convert(episodes.quiet()),
                episodes.major(),
                episodes.critical());
    }

    /**
     * Describes the weights, fields and options that key states belong to, as checkpoints and
     * exports store it.
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
     * Returns the options with which key states can be used as they are.
     *
     * @param described a text that {@link #describe} returned
     * @param others provides alarm rate, warm-up and how often to forecast, which the text does not
     *     contain
     * @return the options
     * @throws IllegalArgumentException if the text has another form
     */
    public static ScorerOptions like(String described, ScorerOptions others) {
        return ModelIdentity.options(described, others);
    }
}
