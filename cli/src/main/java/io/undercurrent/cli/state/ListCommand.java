package io.undercurrent.cli.state;

import io.undercurrent.cli.run.RuntimeOption;
import io.undercurrent.command.Brokers;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.runtime.StreamRuntime.SavedState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the states that a run can start from. */
@Command(
        name = "list",
        description =
                "List the states that run can start from, newest first: checkpoints and savepoints (Flink), or the changelog (Kafka Streams).",
        mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Place place;

    @Mixin private RuntimeOption option;

    @Spec private CommandSpec command;

    private static final class Place {
        @Option(
                names = "--from",
                paramLabel = "FOLDER",
                description = "A folder of checkpoints and savepoints (Flink).")
        private String folder;

        @Option(
                names = "--config",
                paramLabel = "stream.yaml",
                description = "The stream's declaration.")
        private Path config;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        List<SavedState> states = states();
        for (SavedState state : states) {
            out.println(state.place() + "  " + state.detail());
        }
        if (states.isEmpty()) {
            out.println("no state there; run begins at source.start");
        }
        out.flush();
        return 0;
    }

    private List<SavedState> states() throws Exception {
        if (place.config == null) {
            return option.any().statesIn(place.folder);
        }
        InputFile.check(place.config);
        StreamSpec spec = StreamSpec.load(place.config);
        StreamRuntime runtime = option.of(spec);
        if (runtime.stateHome() == StreamRuntime.StateHome.BROKERS) {
            Brokers.requireShared(spec, place.config);
        }
        return runtime.statesOf(spec);
    }
}
