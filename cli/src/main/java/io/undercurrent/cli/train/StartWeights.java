package io.undercurrent.cli.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.ForecastModel;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.spec.TrainSpec;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.history.History;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.train.Pretraining;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a training starts from.
 *
 * @param config sizes
 * @param tokens what the network reads
 * @param weights the first ones
 * @param model what the result is compared with; null where there is none
 * @param uri how the user names that model
 * @param name what tables call it, without blanks
 * @param id of the start, which a resumed training must share
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

    static StartWeights of(TrainSpec spec) throws IOException {
        if (spec.start().equals(TrainSpec.SCRATCH)) {
            return scratch(spec.seed());
        }
        SequenceModel model;
        try {
            model = Models.load(spec.start());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.start = %s: %s; or start from scratch",
                            spec.start(),
                            e.getMessage()),
                    e);
        }
        if (!(model instanceof ForecastModel start)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.start = %s: %s: allowed are scratch, %s and folders of forecasters that train or pretrain wrote; for discrete events set train.task: next-event",
                            spec.start(),
                            model.kind(),
                            Models.UNIVERSAL));
        }
        return new StartWeights(
                start.network().config(),
                start.network().tokens(),
                start.network().parameters(),
                model,
                spec.start(),
                spec.start().startsWith("bundled:") ? spec.start() : "start",
                model.sha256());
    }

    /**
     * The start for a history's fields: as it is, or widened so that it reads them together.
     *
     * @throws IllegalArgumentException where the start reads other fields, or fields cannot be read
     *     together because keys differ in them
     */
    StartWeights reading(History history, TrainSpec spec) {
        return tokens.match(numbers -> reading(numbers, history, spec), events -> this);
    }

    private StartWeights reading(InputOptions numbers, History history, TrainSpec spec) {
        Set<List<Integer>> counts = new HashSet<>();
        for (Series series : history.series()) {
            counts.add(List.of(series.fields().channels(), series.fields().covariates()));
        }
        List<Integer> fields = counts.iterator().next();
        boolean wanted = spec.channels() == TrainSpec.Channels.TOGETHER || fields.get(1) > 0;
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
                            spec.start(),
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

    private static StartWeights scratch(long seed) throws IOException {
        NetworkConfig config = new Pretraining(seed, 1, Trunk.MAMBA2).network();
        SequenceModel bundled;
        try {
            bundled = Models.load(Models.UNIVERSAL);
        } catch (IllegalArgumentException e) {
            bundled = null; // a build without it: the naive methods alone judge then
        }
        return new StartWeights(
                config,
                Pretraining.TOKENS,
                NetworkInit.seeded(config, seed),
                bundled,
                Models.UNIVERSAL,
                Models.UNIVERSAL,
                TrainSpec.SCRATCH);
    }

    /**
     * The largest learning rate unless the user says otherwise: what is trained is only adapted.
     */
    double usualRate() {
        return id.startsWith(TrainSpec.SCRATCH) ? SCRATCH_RATE : TUNING_RATE;
    }
}
