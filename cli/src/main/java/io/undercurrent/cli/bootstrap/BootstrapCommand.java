package io.undercurrent.cli.bootstrap;

import io.undercurrent.cli.run.Prepared;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.job.Counts;
import io.undercurrent.job.HistoryRange;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.embedded.StateMaker;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds the state of every key from the history, so that a new deployment has no warm-up. */
@Command(
        name = "bootstrap",
        description = {
            "Build every key's memory from the topic's history and write a savepoint.",
            "run then goes on exactly where it ends: the same state as if the history had been "
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

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        try (Prepared prepared = Prepared.of(file, this::say)) {
            StreamSpec spec = prepared.spec();
            prepared.checkEmpty(fresh);
            prepared.check(this::say);
            HistoryRange range = HistoryRange.find(spec);
            if (range.last().isEmpty()) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "source.topic = %s: holds no records from source.start on; run needs no bootstrap then",
                                        spec.source().topic())));
            }
            prepared.discard(fresh, this::say);
            say(String.format(Locale.ROOT, "reading %,d records at most", range.records()));
            ProgressLine line = new ProgressLine(out());
            long begin = System.nanoTime();
            StateMaker maker =
                    new StateMaker(
                            spec,
                            counts ->
                                    line.report(
                                            "history",
                                            counts.getOrDefault(Counts.RECORDS, 0L),
                                            range.records()));
            StateMaker.Made made = maker.bootstrap(range);
            summary(made, (System.nanoTime() - begin) / 1e9);
        }
        return 0;
    }

    private void summary(StateMaker.Made made, double seconds) throws Exception {
        long records = made.counts().getOrDefault(Counts.RECORDS, 0L);
        say(
                String.format(
                        Locale.ROOT,
                        "%,d records (%,d of them dead letters) of %,d keys in %.1f s, %,.0f a second",
                        records,
                        made.counts().getOrDefault(Counts.DEAD_LETTERS, 0L),
                        made.counts().getOrDefault(Counts.KEYS, 0L),
                        seconds,
                        records / seconds));
        say("savepoint " + made.savepoint());
        say("run goes on at " + SavedJob.open(made.savepoint()).nextOffsets().entries());
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
