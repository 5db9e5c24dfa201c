package io.undercurrent.cli.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkFolder;
import io.undercurrent.training.report.LossCurves;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of {@code --out}: what an interrupted training left, and what a finished one writes.
 * Results are made in a folder beside and moved in at the end, so that a failure leaves the earlier
 * ones as they were.
 */
final class TrainingFolder {
    private final Path folder;
    private final Path checkpoint;
    private final Path range;

    TrainingFolder(Path folder) {
        this.folder = folder;
        checkpoint = folder.resolve("training.checkpoint");
        range = folder.resolve("training.range");
    }

    /**
     * Refuses to forget an interrupted training, and to resume none.
     *
     * @throws IllegalArgumentException where --resume is missing or has nothing to resume
     */
    void open(boolean resume) throws IOException {
        boolean there = Files.exists(checkpoint);
        if (there && !resume) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s is there: a training was interrupted; go on with it by --resume, or delete that file to start anew",
                            checkpoint));
        }
        if (!there && resume) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--resume: there is no %s, so no training was interrupted here; leave --resume out",
                            checkpoint));
        }
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--out = %s: not writable for this user; change its permissions",
                            folder));
        }
    }

    Path checkpoint() {
        return checkpoint;
    }

    Path range() {
        return range;
    }

    Path path() {
        return folder;
    }

    /** Writes all results, then forgets the checkpoint. */
    void write(
            NetworkConfig config,
            TokenOptions tokens,
            Parameters<float[]> weights,
            LossCurves curves,
            String title,
            String card)
            throws IOException {
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
