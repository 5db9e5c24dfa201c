package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;

/** What {@code run} does, in the test's own JVM and step by step. */
public final class Embedded {
    private Embedded() {}

    /** An application of the stream whose stores lie in a folder of its name. */
    public static StreamSpec spec(Stream stream, Path folder, String name, String... more) {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add("source.group-id: " + name);
        lines.add(
                String.format(
                        Locale.ROOT,
                        "streams.state-folder: \"%s\"",
                        folder.resolve(name + "-stores")));
        lines.add("streams.http: none");
        lines.add("model: \"bundled:tiny\"");
        lines.add("job.jit-warm-up: 0s");
        return stream.spec(name, lines.toArray(String[]::new));
    }

    /** The checks at the start. */
    public static StartOffsets check(StreamSpec spec) throws Exception {
        new BrokerChecks(spec).check(Application.id(spec), Application.transactionTimeout(spec));
        try (Admin admin = Admin.create(KafkaClients.properties(spec))) {
            return GroupChecks.check(admin, spec, new SharedModel(spec).slabBytes(), false);
        }
    }

    /** What comes between the checks and the start. */
    public static void begin(StreamSpec spec, SharedModel model) throws Exception {
        Start.prepare(spec, model.slabBytes(), false, line -> {});
    }

    /** Runs until so many events have their results, and stops in order. */
    public static void runUntil(Stream stream, StreamSpec spec, int events) throws Exception {
        check(spec);
        SharedModel model = new SharedModel(spec);
        begin(spec, model);
        try (StreamsRun run =
                        StreamsRun.of(
                                ScoringTopology.build(ResolvedStream.of(spec), model),
                                Application.settings(spec, model));
                CommittedCount committed = new CommittedCount(stream, spec)) {
            run.start();
            committed.await(events, () -> "state " + run.streams().state());
        }
    }
}
