package io.undercurrent.cli;

import io.undercurrent.cli.bootstrap.BootstrapCommand;
import io.undercurrent.cli.capacity.CapacityCommand;
import io.undercurrent.cli.demo.DemoCommand;
import io.undercurrent.cli.evaluate.EvaluateCommand;
import io.undercurrent.cli.replay.ReplayCommand;
import io.undercurrent.cli.run.RunCommand;
import io.undercurrent.cli.score.ScoreCommand;
import io.undercurrent.cli.state.StateCommands;
import io.undercurrent.cli.train.PretrainCommand;
import io.undercurrent.cli.train.TrainCommand;
import io.undercurrent.spec.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry: picks the command, turns refusals into one clear message. */
@Command(
        name = "undercurrent",
        description = "A hidden state under every stream: Mamba-2, one memory a key, on Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            BootstrapCommand.class,
            StateCommands.class,
            ScoreCommand.class,
            ReplayCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            PretrainCommand.class,
            CapacityCommand.class
        })
public final class Main {
    /** Exit status where the input or an option was refused. */
    public static final int REFUSED = 2;

    /** Exit status where something failed on the way. */
    public static final int FAILED = 1;

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
     * @return the exit status: 0 fine, 1 failed, 2 refused
     */
    static int run(String... args) {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    command.getErr().println("undercurrent: " + Failures.explain(e));
                    if (System.getenv("UNDERCURRENT_STACKTRACE") != null) {
                        e.printStackTrace(command.getErr());
                    }
                    return isRefusal(e) ? REFUSED : FAILED;
                });
        return args.length == 0 ? usage(line) : line.execute(args);
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return REFUSED;
    }

    private static boolean isRefusal(Throwable e) {
        return e instanceof SpecException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
    }
}
