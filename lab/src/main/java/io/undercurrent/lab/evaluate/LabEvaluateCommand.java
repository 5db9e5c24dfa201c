package io.undercurrent.lab.evaluate;

import io.undercurrent.command.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be judged from a checkout; without a subcommand it shows how it is used. */
@Command(
        name = "evaluate",
        description = "Judge quality on data: undercurrent evaluate forecast --csv FILE",
        mixinStandardHelpOptions = true,
        subcommands = {
            SetsForecastCommand.class,
            SetsAnomaliesCommand.class,
            RatesCommand.class,
            BudgetCommand.class,
            AblationCommand.class,
            StateCommand.class
        })
public final class LabEvaluateCommand implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getErr());
        return Entry.REFUSED;
    }
}
