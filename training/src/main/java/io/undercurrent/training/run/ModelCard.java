package io.undercurrent.training.run;

import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.train.TrainingState;
import io.undercurrent.training.train.ValidationPoint;
import java.util.Locale;

/** A model card in Markdown: how the weights were made and how good they are. */
public final class ModelCard {
    private final StringBuilder text = new StringBuilder();

    private ModelCard(String title) {
        text.append("# ").append(title).append("\n");
    }

    /** Starts the card of the model in a folder; the folder's name is the model's. */
    public static ModelCard of(TrainingFolder folder) {
        return new ModelCard("Model " + folder.path().toAbsolutePath().normalize().getFileName());
    }

    /** Starts a section. */
    public ModelCard section(String name) {
        text.append("\n## ").append(name).append("\n\n");
        return this;
    }

    /** Adds a line of a list. */
    public ModelCard entry(String name, Object value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
        return this;
    }

    /** Adds a paragraph, or a table in Markdown. */
    public ModelCard words(String words) {
        text.append(words.stripTrailing()).append("\n");
        return this;
    }

    /** Adds the section on the training: sizes, seed, plan and losses. */
    public ModelCard training(NetworkTraining run, TrainingState state, long seed) {
        ValidationPoint best = state.bestPoint();
        ValidationPoint newest = state.newest();
        NetworkConfig c = run.config();
        section("Training");
        entry("trunk", c.trunk().name().toLowerCase(Locale.ROOT));
        entry("forecast horizons", c.horizons());
        entry("seed", seed);
        entry("engine", run.engine());
        entry("tokens trained on", newest.steps() * run.tokensAStep());
        entry(
                "optimiser steps",
                String.format(Locale.ROOT, "%d of at most %d", newest.steps(), steps(run)));
        entry(
                "learning rate",
                String.format(
                        Locale.ROOT,
                        "up to %s, down to %s",
                        run.plan().rate().peak(),
                        run.plan().rate().floor()));
        entry("validation loss at the start", loss(state.points().get(0).validation()));
        entry(
                "validation loss of these weights",
                String.format(
                        Locale.ROOT, "%s, after %d steps", loss(best.validation()), best.steps()));
        return entry("last training loss", loss(newest.trained()));
    }

    private static long steps(NetworkTraining run) {
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
