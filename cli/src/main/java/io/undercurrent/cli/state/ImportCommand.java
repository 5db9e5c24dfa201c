package io.undercurrent.cli.state;

import io.undercurrent.cli.run.OpenStream;
import io.undercurrent.cli.run.RuntimeOption;
import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.InputFile;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StreamRuntime.ImportRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports the key states of an Avro file into a stream. */
@Command(
        name = "import",
        description = {
            "Make key states that were exported a stream's own: as a savepoint in its checkpoint folder (Flink), or in the changelog of a stopped application (Kafka Streams).",
            "run then resumes at the offsets in the file."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What state export wrote.")
    private Path file;

    @Option(
            names = "--config",
            paramLabel = "stream.yaml",
            required = true,
            description = "The declaration of the stream that continues with them.")
    private Path config;

    @Option(
            names = "--fresh",
            description =
                    "Discard the key states that the stream has: checkpoints; on Kafka Streams changelogs, offsets and stores.")
    private boolean fresh;

    @Option(
            names = "--accept-gap",
            description =
                    "Take them in although records that come next are no longer there; run then needs it too.")
    private boolean acceptGap;

    @Mixin private RuntimeOption runtime;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        InputFile.check(file);
        InputFile.check(config);
        Console console = CommandConsole.of(command);
        CheckedStates states = CheckedStates.check(file);
        console.say(String.format(Locale.ROOT, "%d keys, all whole", states.keys()));
        try (OpenStream stream = OpenStream.of(config, runtime, console)) {
            stream.runtime()
                    .importStates(
                            new ImportRequest(stream.spec(), states, fresh, acceptGap), console);
            console.say(
                    states.next().offsets().isEmpty()
                            ? "run begins at source.start, as the file has no offsets"
                            : "run resumes at " + states.next().entries());
        }
        return 0;
    }
}
