package io.undercurrent.training.run;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ForecastModel;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.events.Alphabet;
import io.undercurrent.training.history.History;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.network.NetworkInit;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The start of a training.
 *
 * @param config sizes
 * @param tokens the contents of the network's tokens
 * @param weights initial weights
 * @param model the model that the result is compared with; null if there is none
 * @param uri how the user names that model
 * @param name its name in tables, without blanks
 * @param id of the start, which must be the same when a training resumes
 */
record StartWeights(
        NetworkConfig config,
        TokenOptions tokens,
        Parameters<float[]> weights,
        SequenceModel model,
        String uri,
        String name,
        String id) {
    private static final double SCRATCH_RATE = 2e-3;
    private static final double TUNING_RATE = 5e-4;

    /** Loads the weights that the options name, independent of the history's fields. */
    static StartWeights load(TrainingOptions options) throws IOException {
        if (options.start().equals(TrainingOptions.SCRATCH)) {
            return scratch(options.seed());
        }
        SequenceModel model;
        try {
            model = Models.load(options.start());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.start = %s: %s; or start from scratch",
                            options.start(),
                            e.getMessage()),
                    e);
        }
        if (!(model instanceof ForecastModel start)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.start = %s: %s: allowed are scratch, %s and folders of forecasters that train or pretrain wrote; for discrete events set train.task: next-event",
                            options.start(),
                            model.kind(),
                            String.join(", ", Models.trained())));
        }
        return new StartWeights(
                start.network().config(),
                start.network().tokens(),
                start.network().parameters(),
                model,
                options.start(),
                options.start().startsWith("bundled:") ? options.start() : "start",
                model.sha256());
    }

    /**
     * Adapts the start to a history's fields: unchanged, or widened so that it reads them together.
     *
     * @throws IllegalArgumentException if the start reads other fields, or fields cannot be read
     *     together because keys differ in them
     */
    StartWeights reading(History history, TrainingOptions options) {
        return tokens.match(numbers -> reading(numbers, history, options), events -> this);
    }

    private StartWeights reading(InputOptions numbers, History history, TrainingOptions options) {
        Set<List<Integer>> counts = new HashSet<>();
        for (Series series : history.series()) {
            counts.add(List.of(series.fields().channels(), series.fields().covariates()));
        }
        List<Integer> fields = counts.iterator().next();
        boolean wanted = options.together() || fields.get(1) > 0;
        if (!wanted && !numbers.isTogether()) {
            return this;
        }
        if (counts.size() > 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.channels = together: files differ in their numbers of values and covariates %s; name the same columns in all by --values",
                            counts));
        }
        InputOptions together = numbers.together(fields.get(0), fields.get(1));
        if (!together.isTogether() || together.equals(numbers)) {
            return this;
        }
        if (numbers.isTogether()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.start = %s: it reads %d values and %d covariates together, the history has %d and %d; name fields that fit, or start from %s",
                            options.start(),
                            numbers.channels(),
                            numbers.covariates(),
                            fields.get(0),
                            fields.get(1),
                            Models.UNIVERSAL));
        }
        NetworkConfig wide =
                NetworkConfig.of(
                        together,
                        config.trunk(),
                        config.backbone(),
                        config.mlpHidden(),
                        config.levels());
        return new StartWeights(
                wide,
                together,
                NetworkInit.widened(weights, wide),
                model,
                uri,
                name,
                id + " together");
    }

    /**
     * Draws random weights for a history of discrete events, with the history's own alphabet.
     *
     * @throws IllegalArgumentException if an event has several fields, or its values are not codes
     */
    static StartWeights ofEvents(History history, TrainingOptions options) {
        for (Series series : history.series()) {
            if (series.fields().size() > 1) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "train.task = next-event: an event has %d values and %d covariates: allowed is one value, its code; name it by --values",
                                series.fields().channels(),
                                series.fields().covariates()));
            }
        }
        EventOptions tokens = Alphabet.of(history, options.split());
        NetworkConfig config = NetworkDefaults.config(tokens, Trunk.MAMBA2, List.of(0.5));
        return new StartWeights(
                config,
                tokens,
                NetworkInit.seeded(config, options.seed()),
                null,
                TrainingOptions.SCRATCH,
                TrainingOptions.SCRATCH,
                TrainingOptions.SCRATCH);
    }

    private static StartWeights scratch(long seed) throws IOException {
        NetworkConfig config =
                NetworkDefaults.config(
                        NetworkDefaults.TOKENS, Trunk.MAMBA2, ScorerOptions.DEFAULT_QUANTILES);
        SequenceModel bundled;
        try {
            bundled = Models.load(Models.UNIVERSAL);
        } catch (IllegalArgumentException e) {
            bundled = null; // a build without it: only the naive methods are compared
        }
        return new StartWeights(
                config,
                NetworkDefaults.TOKENS,
                NetworkInit.seeded(config, seed),
                bundled,
                Models.UNIVERSAL,
                Models.UNIVERSAL,
                TrainingOptions.SCRATCH);
    }

    /**
     * The default of the largest learning rate: smaller for trained weights, which are only
     * adapted.
     */
    double usualRate() {
        return id.startsWith(TrainingOptions.SCRATCH) ? SCRATCH_RATE : TUNING_RATE;
    }
}
