package io.undercurrent.cli.run;

import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.ResumeOptions;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the job that a stream.yaml declares until it is stopped.
 *
 * <p>SIGTERM and SIGINT stop it cleanly with exit status 0; the next run resumes from there. After
 * a kill the next run resumes from what the runtime stored last.
 */
@Command(
        name = "run",
        description = "Run the job that a stream.yaml declares, resuming from its last state.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Mixin private RuntimeOption runtime;
    @Mixin private ResumeOptions resuming;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        ResumeRequest resume = resuming.request();
        Console console = CommandConsole.of(command);
        try (OpenStream stream = OpenStream.of(file, runtime, console)) {
            stream.runtime().run(stream.resolve(), resume, console);
        }
        return 0;
    }
}
