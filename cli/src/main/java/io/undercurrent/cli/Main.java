package io.undercurrent.cli;

import io.undercurrent.cli.bootstrap.BootstrapCommand;
import io.undercurrent.cli.capacity.CapacityCommand;
import io.undercurrent.cli.evaluate.EvaluateCommand;
import io.undercurrent.cli.forecast.ForecastKeyCommand;
import io.undercurrent.cli.replay.ReplayCommand;
import io.undercurrent.cli.run.RunCommand;
import io.undercurrent.cli.score.ScoreCommand;
import io.undercurrent.cli.state.StateCommands;
import io.undercurrent.cli.train.PretrainElsewhere;
import io.undercurrent.cli.train.TrainCommand;
import io.undercurrent.command.CommandProvider;
import io.undercurrent.command.Entry;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;

/**
 * The program's entry point: picks the command and turns each refusal into one clear message.
 * Modules that depend on this one add commands through {@link CommandProvider}.
 */
@Command(
        name = "undercurrent",
        description =
                "A hidden state under every stream: Mamba-2 on Kafka, with one fixed-size state per key.",
        mixinStandardHelpOptions = true,
        footer = {
            "./undercurrent takes the class path of the runtime that job.runtime or --runtime names.",
            "submit, demo, compose-demo, generate, observe and stat are there with flink, alarms with kafka-streams.",
            "From a checkout only: pretrain, evaluate state, evaluate forecast on public sets."
        },
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            BootstrapCommand.class,
            StateCommands.class,
            ForecastKeyCommand.class,
            ScoreCommand.class,
            ReplayCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            PretrainElsewhere.class,
            CapacityCommand.class
        })
public final class Main {
    private Main() {}

    /**
     * Runs one command and exits with its status.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs one command.
     *
     * @param args the command and its options
     * @return the exit status: 0 success, 1 failed, 2 refused, 3 a row was refused under {@code
     *     --strict}
     */
    static int run(String... args) {
        return Entry.run(new Main(), added(), args);
    }

    /**
     * Sorts by provider, because a class path of {@code lib/*} has no defined order and the help
     * needs one.
     */
    private static List<Class<?>> added() {
        return ServiceLoader.load(CommandProvider.class, Main.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(provider -> provider.getClass().getName()))
                .flatMap(provider -> provider.commands().stream())
                .toList();
    }
}
