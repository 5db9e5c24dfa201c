package io.undercurrent.training.run;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.WeightChecks;
import io.undercurrent.scorer.FirstForecasts;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkFolder;
import io.undercurrent.scorer.network.TrainedNetwork;
import io.undercurrent.training.report.LossCurves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of a model, with the checkpoint of an interrupted training and the results of a
 * finished one. Results are written into a temporary folder inside it and moved at the end, so that
 * a failure leaves the earlier ones unchanged.
 */
public final class TrainingFolder {
    private final Path folder;
    private final Path checkpoint;
    private final Path range;

    private TrainingFolder(Path folder) {
        this.folder = folder;
        checkpoint = folder.resolve("training.checkpoint");
        range = folder.resolve("training.range");
    }

    /**
     * Opens a folder for a training, and creates it if missing.
     *
     * @param path the folder; its name is the model's
     * @param resume whether to resume the training that was interrupted there
     * @throws IllegalArgumentException if there is an interrupted training and {@code resume} is
     *     false, if there is none and it is true, or if the folder is not writable
     * @throws IOException if the folder cannot be created
     */
    public static TrainingFolder open(Path path, boolean resume) throws IOException {
        TrainingFolder folder = new TrainingFolder(path);
        Path checkpoint = folder.checkpoint;
        boolean there = Files.exists(checkpoint);
        if (there && !resume) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s is there: a training was interrupted; continue it with --resume, or delete that file to start from scratch",
                            checkpoint));
        }
        if (!there && resume) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--resume: there is no %s, so no training was interrupted here; leave --resume out",
                            checkpoint));
        }
        Files.createDirectories(path);
        if (!Files.isWritable(path)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--out = %s: not writable for this user; change its permissions",
                            path));
        }
        return folder;
    }

    /** The checkpoint from which an interrupted training resumes. */
    Path checkpoint() {
        return checkpoint;
    }

    /**
     * A file beside the checkpoint for the reader of the history: it holds which records were read,
     * so that a resumed training reads the same. It is deleted with the checkpoint.
     */
    public Path range() {
        return range;
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    /**
     * Refuses weights that no job would load, and deletes the checkpoint, which would give them
     * again.
     *
     * @throws IllegalStateException if a weight is not finite or huge, or if the model's first
     *     forecasts are not finite; earlier results are unchanged
     */
    void check(NetworkConfig config, TokenOptions tokens, Parameters<float[]> weights)
            throws IOException {
        String problem = null;
        try {
            for (String name : weights.names()) {
                int[] shape = weights.shapes().get(name);
                WeightChecks.check("the trained weights", name, shape, weights.get(name));
            }
            SequenceModel made =
                    SequenceModel.trained("made", TrainedNetwork.of(config, tokens, weights));
            problem = FirstForecasts.problem(made).orElse(null);
        } catch (IOException e) {
            problem = e.getMessage();
        }
        if (problem != null) {
            forget();
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the training diverged without a sign in its losses: %s. Nothing is written, and earlier results in %s are as they were; give a smaller train.learning-rate",
                            problem,
                            folder));
        }
    }

    /**
     * Writes all results, then deletes the checkpoint.
     *
     * @param title of the chart of the loss curves
     * @param card the model card, in Markdown
     * @throws IllegalStateException if no job would load such weights
     */
    public void write(
            NetworkConfig config,
            TokenOptions tokens,
            Parameters<float[]> weights,
            LossCurves curves,
            String title,
            String card)
            throws IOException {
        check(config, tokens, weights);
        Path made = Files.createTempDirectory(folder, ".new-");
        NetworkFolder.write(made, config, tokens, weights);
        Files.writeString(made.resolve("losses.csv"), curves.csv());
        Files.writeString(made.resolve("losses.svg"), curves.svg(title));
        Files.writeString(made.resolve("card.md"), card);
        List<Path> files;
        try (Stream<Path> list = Files.list(made)) {
            files = list.sorted().toList();
        }
        for (Path file : files) {
            Files.move(
                    file,
                    folder.resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(made);
        forget();
    }

    /** Deletes checkpoint and range. */
    void forget() throws IOException {
        Files.deleteIfExists(checkpoint);
        Files.deleteIfExists(range);
    }
}
