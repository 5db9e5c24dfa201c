package io.undercurrent.streams.state;

import io.undercurrent.command.InputFile;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.Discard;
import io.undercurrent.streams.scoring.SharedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an application's changelog of an Avro file of memories. */
@Command(
        name = "import",
        description = {
            "Put memories that were exported into the changelog of a stopped Kafka Streams application.",
            "run then goes on at the offsets that the file tells."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What state export wrote.")
    private Path file;

    @Mixin private Config config;

    @Option(
            names = "--fresh",
            description =
                    "Delete the memories that the application has (changelogs, offsets, stores).")
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
        InputFile.check(config.file);
        CheckedStates states = CheckedStates.check(file);
        say(String.format(Locale.ROOT, "%d keys, all whole", states.keys()));
        try (Config.Opened opened = config.open()) {
            StreamSpec spec = opened.spec();
            SharedModel model = new SharedModel(spec);
            states.checkFields(spec);
            for (String topic :
                    new BrokerChecks(spec)
                            .check(Application.id(spec), Application.transactionTimeout(spec))) {
                say("created topic " + topic);
            }
            UnreadRecords.check(spec, states.next(), acceptGap);
            ChangelogImport changelog = new ChangelogImport(spec, states);
            changelog.check(fresh);
            if (fresh) {
                say("discarded " + Discard.run(spec));
            }
            ProgressLine progress = new ProgressLine(out());
            changelog.run(model.slabBytes(), keys -> progress.report("keys", keys, states.keys()));
            say(
                    String.format(
                            Locale.ROOT,
                            "%d keys -> the changelog of %s",
                            states.keys(),
                            Application.id(spec)));
            say(
                    states.next().offsets().isEmpty()
                            ? "run begins at source.start, as the file tells no offsets"
                            : "run goes on at " + states.next().entries());
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
