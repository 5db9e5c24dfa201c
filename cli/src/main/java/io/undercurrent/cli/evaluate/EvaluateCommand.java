package io.undercurrent.cli.evaluate;

import io.undercurrent.command.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The parent of the commands that judge quality; without a subcommand it prints its usage. */
@Command(
        name = "evaluate",
        description = "Judge quality on data: undercurrent evaluate forecast --csv FILE",
        mixinStandardHelpOptions = true,
        subcommands = {ForecastCommand.class, AnomaliesCommand.class})
public final class EvaluateCommand implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getErr());
        return Entry.REFUSED;
    }
}
