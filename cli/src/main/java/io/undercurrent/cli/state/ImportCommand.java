package io.undercurrent.cli.state;

import io.undercurrent.cli.run.Prepared;
import io.undercurrent.command.InputFile;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.job.Counts;
import io.undercurrent.job.embedded.StateMaker;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.portable.CheckedStates;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a savepoint of an Avro file of memories. */
@Command(
        name = "import",
        description = {
            "Make a savepoint in the stream's checkpoint folder of memories that were exported.",
            "run then goes on at the offsets that the file tells."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What state export wrote.")
    private Path file;

    @Option(
            names = "--config",
            paramLabel = "stream.yaml",
            required = true,
            description = "The declaration of the stream that goes on with them.")
    private Path config;

    @Option(
            names = "--fresh",
            description = "Discard the checkpoints of earlier runs in the folder.")
    private boolean fresh;

    @Option(
            names = "--accept-gap",
            description =
                    "Take them in although records that come next are no longer there; run then needs it too.")
    private boolean acceptGap;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        InputFile.check(file);
        CheckedStates state = CheckedStates.check(file);
        say(String.format(Locale.ROOT, "%d keys, all whole", state.keys()));
        try (Prepared prepared = Prepared.of(config, this::say)) {
            prepared.checkEmpty(fresh);
            prepared.check(this::say);
            state.checkFields(prepared.spec());
            UnreadRecords.check(prepared.spec(), state.next(), acceptGap);
            prepared.discard(fresh, this::say);
            ProgressLine line = new ProgressLine(out());
            StateMaker maker =
                    new StateMaker(
                            prepared.spec(),
                            counts ->
                                    line.report(
                                            "keys",
                                            counts.getOrDefault(Counts.KEYS, 0L),
                                            state.keys()));
            say("savepoint " + maker.take(state).savepoint());
            say(
                    state.next().offsets().isEmpty()
                            ? "run begins at source.start, as the file tells no offsets"
                            : "run goes on at " + state.next().entries());
        }
        return 0;
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
