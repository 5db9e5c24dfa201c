package io.undercurrent.cli.state;

import io.undercurrent.cli.run.OpenStream;
import io.undercurrent.cli.run.RuntimeOption;
import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.runtime.StreamRuntime.ExportRequest;
import io.undercurrent.stream.runtime.StreamRuntime.StateHome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes all key states of a stream into one Avro file. */
@Command(
        name = "export",
        description = {
            "Write every key's state into an Avro file: of a checkpoint or savepoint (Flink), or of a stopped application (Kafka Streams).",
            "Its records are the same for every runtime; its metadata tells weights and offsets."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Mixin private StateOption state;
    @Mixin private RuntimeOption option;

    @Option(
            names = "--config",
            paramLabel = "stream.yaml",
            description =
                    "The stream's declaration. Kafka Streams needs it; on Flink its checkpoint.folder is the default of --from.")
    private Path config;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file; it appears when it is whole.")
    private Path file;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        InputFile.check(config);
        Optional<StreamSpec> spec =
                config == null ? Optional.empty() : Optional.of(StreamSpec.load(config));
        StreamRuntime runtime = spec.isPresent() ? option.of(spec.get()) : option.any();
        Console console = CommandConsole.of(command);
        if (runtime.stateHome() == StateHome.CHECKPOINTS) {
            Optional<String> from = Optional.of(state.checkpoint(spec));
            runtime.exportStates(new ExportRequest(from, Optional.empty(), file), console);
            return 0;
        }
        StreamSpec declared = state.stream(runtime, spec);
        try (OpenStream stream = OpenStream.open(runtime, declared, console)) {
            Optional<StreamSpec> opened = Optional.of(stream.spec());
            runtime.exportStates(new ExportRequest(Optional.empty(), opened, file), console);
        }
        return 0;
    }
}
