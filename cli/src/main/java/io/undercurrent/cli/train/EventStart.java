package io.undercurrent.cli.train;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.spec.TrainSpec;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.events.Alphabet;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.Split;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.train.Pretraining;

import java.util.List;
import java.util.Locale;

/** What a training on discrete events starts from: a network for the history's own alphabet. */
final class EventStart {
    private EventStart() {}

    /**
     * Refuses options that would have no effect.
     *
     * @throws IllegalArgumentException naming the option
     */
    static void check(TrainSpec spec) {
        if (spec.task() != TrainSpec.Task.NEXT_EVENT) {
            return;
        }
        boolean scratch = spec.start().equals(TrainSpec.SCRATCH);
        if (!scratch && !spec.start().equals(Models.UNIVERSAL)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "train.start = %s: a model of discrete events has its own alphabet and starts from scratch; leave train.start out",
                            spec.start()));
        }
        if (spec.channels() == TrainSpec.Channels.TOGETHER || !spec.seasons().isEmpty()) {
            throw new IllegalArgumentException(
                    "train.channels = together, train.seasons: not used with train.task = next-event; leave them out");
        }
    }

    /**
     * The first weights.
     *
     * @throws IllegalArgumentException where an event has several fields, or its values are no
     *     codes
     */
    static StartWeights of(History history, Split split, TrainSpec spec) {
        for (Series series : history.series()) {
            if (series.fields().channels() + series.fields().covariates() > 1) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "train.task = next-event: an event has %d values and %d covariates: allowed is one value, its code; name it by --values",
                                series.fields().channels(),
                                series.fields().covariates()));
            }
        }
        EventOptions tokens = Alphabet.of(history, split);
        NetworkConfig like = Pretraining.standard().network();
        NetworkConfig config =
                NetworkConfig.of(
                        tokens, Trunk.MAMBA2, like.backbone(), like.mlpHidden(), List.of(0.5));
        return new StartWeights(
                config,
                tokens,
                NetworkInit.seeded(config, spec.seed()),
                null,
                TrainSpec.SCRATCH,
                TrainSpec.SCRATCH,
                TrainSpec.SCRATCH);
    }
}
