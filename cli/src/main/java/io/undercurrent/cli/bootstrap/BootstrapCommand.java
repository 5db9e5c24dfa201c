package io.undercurrent.cli.bootstrap;

import io.undercurrent.cli.run.OpenStream;
import io.undercurrent.cli.run.RuntimeOption;
import io.undercurrent.command.CommandConsole;
import io.undercurrent.stream.runtime.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds every key state from the topic's history, so that a new deployment has no warm-up. */
@Command(
        name = "bootstrap",
        description = {
            "Build every key's state from the topic's history and write a savepoint.",
            "run then resumes exactly where it ends: the same state as if the history had been "
                    + "streamed, without its results."
        },
        mixinStandardHelpOptions = true)
public final class BootstrapCommand implements Callable<Integer> {
    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(
            names = "--fresh",
            description = "Discard the checkpoints of earlier runs in the folder.")
    private boolean fresh;

    @Mixin private RuntimeOption runtime;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Console console = CommandConsole.of(command);
        try (OpenStream stream = OpenStream.of(file, runtime, console)) {
            stream.runtime().bootstrap(stream.spec(), fresh, console);
        }
        return 0;
    }
}
