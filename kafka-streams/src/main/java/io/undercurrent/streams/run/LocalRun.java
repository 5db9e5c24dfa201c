package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.TopicGuard;
import io.undercurrent.stream.brokers.TopicWatch;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.StopSignal;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import io.undercurrent.streams.queries.Queries;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.MetricsExport;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import java.util.Locale;
import java.util.Properties;

/**
 * Runs one instance of the application in this process. Any number of instances share the
 * partitions; each resumes from the state that the brokers keep.
 */
public final class LocalRun {
    private final ResumeRequest resume;
    private final Console console;

    /**
     * Creates an instance.
     *
     * @param resume how to start; it must not name a checkpoint
     * @param console receives lines for the user and has the stop signal
     */
    public LocalRun(ResumeRequest resume, Console console) {
        this.resume = resume;
        this.console = console;
    }

    /**
     * Runs until it is stopped or fails permanently.
     *
     * @param stream the resolved stream
     * @throws Exception if the declaration does not fit, or the run fails
     */
    public void run(ResolvedStream stream) throws Exception {
        StreamSpec spec = stream.spec();
        // Opens the ports first, so that a port in use is reported before a topic is created or a
        // state discarded. The registry was asked before.
        try (Queries queries = Queries.listen(spec);
                MetricsServer metrics = MetricsServer.listen(spec)) {
            run(stream, queries, metrics);
        }
    }

    private void run(ResolvedStream stream, Queries queries, MetricsServer metrics)
            throws Exception {
        StreamSpec spec = stream.spec();
        SharedModel model = new SharedModel(spec);
        console.say(
                String.format(
                        Locale.ROOT, "model %s, state %s", model.model().id(), model.describe()));
        for (String topic :
                new BrokerChecks(spec)
                        .check(Application.id(spec), Application.transactionTimeout(spec))) {
            console.say("created topic " + topic);
        }
        if (resume.fresh()) {
            console.say("discarded " + Discard.run(spec));
        }
        Start.prepare(spec, model.slabBytes(), resume.acceptGap(), console::say);
        StopSignal stop = console.stopSignal();
        Properties settings = Application.settings(spec, model);
        queries.into(settings);
        try (StreamsRun run =
                        StreamsRun.of(
                                ScoringTopology.build(stream, model, resume.acceptGap()),
                                settings,
                                new GatedClients(stream),
                                spec.job().restartAttempts());
                WorkWatch work = new WorkWatch(run.streams(), spec);
                TopicGuard guard =
                        TopicGuard.start(
                                spec,
                                TopicWatch.of(
                                        spec,
                                        ChangelogTopics.names(Application.id(spec)),
                                        ChangelogTopics.repartitions(spec),
                                        new InternalSettings(spec, model.slabBytes())::problems),
                                run::endBecause)) {
            run.guardedBy(guard);
            queries.answer(run.streams(), model, work::now);
            metrics.tell(work::now);
            run.start();
            queries.describe().ifPresent(console::say);
            metrics.show(() -> MetricsExport.of(run.streams().metrics()));
            metrics.url().ifPresent(url -> console.say("metrics at " + url));
            run.until(stop, spec.source().topic() + " -> " + spec.sink().scores(), console::say);
            console.say(WriteTotals.of(run.streams()).describe());
        }
        console.say("stopped");
    }
}
