package io.undercurrent.lab.pretrain;

import io.undercurrent.cli.train.TrainingBar;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.report.LossCurves;
import io.undercurrent.training.run.ModelCard;
import io.undercurrent.training.run.NetworkTraining;
import io.undercurrent.training.run.TrainingFolder;
import io.undercurrent.training.train.TrainingState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the bundled model again, or one like it. */
@Command(
        name = "pretrain",
        description =
                "Train the universal model on synthetic series alone; no measured data is used.",
        mixinStandardHelpOptions = true)
public final class PretrainCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the results; its name is the model's.")
    private Path out;

    @Option(
            names = "--seed",
            description = "Of weights and series; default that of the bundled model.")
    private long seed = Pretraining.DEFAULT_SEED;

    @Option(names = "--tokens", description = "To train on; default ${DEFAULT-VALUE}.")
    private long tokens = Pretraining.DEFAULT_TOKENS;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description =
                    "Of the network: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}, the bundled model's.")
    private NetworkSize size = NetworkSize.SMALL;

    @Option(
            names = "--trunk",
            paramLabel = "TRUNK",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Trunk trunk = Trunk.MAMBA2;

    @Option(names = "--engine", description = "What computes gradients; default ${DEFAULT-VALUE}.")
    private String engine = "java";

    @Option(names = "--threads", description = "Default: all processors. No result changes.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--resume", description = "Resume from the checkpoint in the folder.")
    private boolean resume;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check("--tokens", tokens);
        check("--threads", threads);
        PrintWriter err = command.commandLine().getErr();
        TrainingFolder folder = TrainingFolder.open(out, resume);
        Pretraining recipe = new Pretraining(seed, tokens, size, trunk);
        NetworkTraining run =
                new NetworkTraining(
                        recipe.network(),
                        recipe.start(),
                        recipe.rounds(),
                        recipe.validation(),
                        recipe.plan(),
                        Pretraining.tokensAStep(),
                        recipe.task(),
                        engine,
                        threads);
        TrainingState end = run.run(folder, new TrainingBar(err));
        ModelCard card =
                ModelCard.of(folder)
                        .section("Data")
                        .words(
                                "Synthetic series from this project's generator alone. No measured data was used, neither to train nor to choose these weights.")
                        .training(run, end, seed);
        LossCurves curves = new LossCurves(end.points(), run.tokensAStep());
        folder.write(
                run.config(),
                NetworkDefaults.TOKENS,
                end.best(),
                curves,
                "pretrain",
                card.toString());
        PrintWriter standardOut = command.commandLine().getOut();
        standardOut.printf(
                Locale.ROOT, "wrote %s; validation loss %.4f%n", out, end.bestPoint().validation());
        standardOut.flush();
        return 0;
    }

    private static void check(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are 1 and more");
        }
    }
}
