package io.undercurrent.cli.train;

import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.train.Look;
import io.undercurrent.training.train.Standing;
import java.util.Locale;

/** A model card: what the weights were made of and how good they are, in Markdown. */
final class Card {
    private final StringBuilder text = new StringBuilder();

    Card(String title) {
        text.append("# ").append(title).append("\n");
    }

    Card section(String name) {
        text.append("\n## ").append(name).append("\n\n");
        return this;
    }

    Card entry(String name, Object value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
        return this;
    }

    Card words(String words) {
        text.append(words.stripTrailing()).append("\n");
        return this;
    }

    /** Sizes, seeds, plan and losses. */
    Card training(TrainingRun run, Standing standing, long seed) {
        Look best = standing.bestLook();
        Look last = standing.looks().get(standing.looks().size() - 1);
        NetworkConfig c = run.config();
        section("Training");
        entry("trunk", c.trunk().name().toLowerCase(Locale.ROOT));
        entry("forecast horizons", c.horizons());
        entry("seed", seed);
        entry("engine", run.engine());
        entry("tokens trained on", last.steps() * run.tokensAStep());
        entry(
                "optimiser steps",
                String.format(Locale.ROOT, "%d of at most %d", last.steps(), steps(run)));
        entry(
                "learning rate",
                String.format(
                        Locale.ROOT,
                        "up to %s, down to %s",
                        run.plan().rate().peak(),
                        run.plan().rate().floor()));
        entry("validation loss at the start", loss(standing.looks().get(0).validation()));
        entry(
                "validation loss of these weights",
                String.format(
                        Locale.ROOT, "%s, after %d steps", loss(best.validation()), best.steps()));
        return entry("last training loss", loss(last.trained()));
    }

    private static long steps(TrainingRun run) {
        return run.plan().rate().steps();
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, "%.5f", loss);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
