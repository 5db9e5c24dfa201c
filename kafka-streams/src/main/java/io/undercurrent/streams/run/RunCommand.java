package io.undercurrent.streams.run;

import io.undercurrent.command.Brokers;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.stream.results.ResultSchemas;
import io.undercurrent.streams.queries.Queries;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import io.undercurrent.streams.scoring.ShownMetrics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the job that a stream.yaml declares on Kafka Streams, until it is told to stop. Any number
 * of instances share the work; each goes on from what the brokers keep.
 */
@Command(
        name = "run",
        description =
                "Run the job that a stream.yaml declares on Kafka Streams, going on from what the brokers keep of it.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            defaultValue = Application.RUNTIME,
            description = "This one: kafka-streams.")
    private String runtime;

    @Option(
            names = "--fresh",
            description =
                    "Delete the memories (changelogs, offsets, stores) of earlier runs and begin anew.")
    private boolean fresh;

    @Option(
            names = "--accept-gap",
            description =
                    "Go on although records that come next are no longer there, with the oldest that are.")
    private boolean acceptGap;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Application.checkRuntime(runtime);
        InputFile.check(file);
        StreamSpec declared = SchemaChecks.resolve(StreamSpec.load(file));
        Path folder = Application.folder(declared);
        try (RunLock lock = RunLock.takeFolder(folder, "streams.state-folder");
                Brokers brokers = Brokers.of(declared, Application.localCheckpoints(declared))) {
            brokers.describe().ifPresent(this::say);
            return run(brokers.spec());
        }
    }

    private int run(StreamSpec spec) throws Exception {
        // First, so that a port in use shows before anything was made or discarded.
        try (Queries queries = Queries.listen(spec);
                MetricsServer metrics = MetricsServer.listen(spec.metrics().prometheus())) {
            return run(spec, queries, metrics);
        }
    }

    private int run(StreamSpec checked, Queries queries, MetricsServer metrics) throws Exception {
        SharedModel model = new SharedModel(checked);
        say(String.format(Locale.ROOT, "model %s, state %s", model.model().id(), model.describe()));
        for (String topic : checks(checked)) {
            say("created topic " + topic);
        }
        StreamSpec spec = ResultSchemas.resolve(checked);
        if (fresh) {
            say("discarded " + Discard.run(spec));
        }
        Start.prepare(spec, model.slabBytes(), acceptGap, this::say);
        StopSignal stop = StopSignal.register();
        Properties settings = Application.settings(spec, model);
        queries.into(settings);
        try (StreamsRun run =
                StreamsRun.of(
                        ScoringTopology.build(spec, model, acceptGap),
                        settings,
                        new GatedClients(spec),
                        spec.job().restartAttempts())) {
            queries.answer(run.streams(), model);
            run.start();
            queries.describe().ifPresent(this::say);
            metrics.show(() -> ShownMetrics.of(run.streams().metrics()));
            metrics.url().ifPresent(url -> say("metrics at " + url));
            run.until(stop, spec.source().topic() + " -> " + spec.sink().scores(), this::say);
            say(Written.of(run.streams()).describe());
        }
        say("stopped");
        return 0;
    }

    private static List<String> checks(StreamSpec spec) throws InterruptedException {
        return new BrokerChecks(spec)
                .check(Application.id(spec), Application.transactionTimeout(spec));
    }

    private void say(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
