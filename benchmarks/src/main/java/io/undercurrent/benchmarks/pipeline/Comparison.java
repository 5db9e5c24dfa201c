package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.scoring.StreamOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.kafka.clients.admin.Admin;

/** One model's three sides by turns: the job, the job without a model, the bare scorer. */
final class Comparison {
    /** The sides' runs, one of each a round. */
    final List<JobRun> jobs = new ArrayList<>();

    /** As {@link #jobs}, without a model. */
    final List<JobRun> touches = new ArrayList<>();

    /** CPU microseconds an event of the bare scorer. */
    final List<Double> bare = new ArrayList<>();

    /** What the job committed; the same in every round. */
    Results results;

    /** Of one key. */
    final int slabBytes;

    private final Setting setting;
    private final String model;
    private final Broker broker;
    private final Admin admin;
    private final Events events;
    private final Path folder;
    private final Scored oracle;
    private final BareScorer scorer;
    private int runs;

    Comparison(
            Setting setting, String model, Broker broker, Admin admin, Events events, Path folder)
            throws Exception {
        this.setting = setting;
        this.model = model;
        this.broker = broker;
        this.admin = admin;
        this.events = events;
        this.folder = folder;
        SequenceModel loaded = ModelFiles.load(model);
        var options = StreamOptions.scorer(spec("sizes"));
        int from = (int) JobRun.measuredFrom(events.count(), setting.checkpoints());
        scorer = new BareScorer(events, loaded, options, setting.batch(), from);
        slabBytes = scorer.slabBytes();
        oracle = new Scored(events.count());
    }

    /**
     * A first round that is not kept: the JVM compiles all sides, and the job's sizes are found.
     */
    void warmUp() throws Exception {
        scorer.run(setting.keys(), oracle);
        run(true);
        run(false);
    }

    /** One round of all sides. */
    void round() throws Exception {
        jobs.add(run(true));
        touches.add(run(false));
        bare.add(scorer.run(setting.keys(), null));
    }

    private JobRun run(boolean scoring) throws Exception {
        String name = (scoring ? "scored-" : "touched-") + ++runs;
        StreamSpec spec = spec(name);
        List<String> topics = List.copyOf(Declaration.outputs(spec).values());
        Broker.create(admin, setting.partitions(), topics);
        OneInputStreamOperator<Incoming, Outgoing> operator = null;
        if (!scoring) {
            TouchOperator.events = events;
            TouchOperator.sizes = results;
            operator = new TouchOperator(spec);
        }
        Offsets offsets = new Offsets(admin, spec.sink().scores(), setting.partitions());
        JobRun run = JobRun.of(spec, operator, offsets, events.count(), setting.checkpoints());
        Results found = Results.read(broker.servers(), spec, events, scoring ? oracle : null);
        check(scoring, found);
        admin.deleteTopics(topics).all().get();
        Folders.delete(folder.resolve(name));
        return run;
    }

    private void check(boolean scoring, Results found) {
        if (scoring) {
            boolean whole = found.totals.get(Outgoing.Kind.SCORE).get(0) == events.count();
            if (!whole || found.different > 0) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%s: the job committed %s for %,d events, %,d unlike the bare scorer's",
                                model,
                                found,
                                events.count(),
                                found.different));
            }
            results = found;
        } else if (!found.totals.equals(results.totals)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s: without the model the job committed %s, with it %s",
                            model,
                            found,
                            results));
        }
    }

    /** Checkpoints are taken on demand; the interval is longer than any run. */
    private StreamSpec spec(String name) {
        return new Declaration(
                        Setting.TOPIC,
                        model.replaceAll("[^a-z]", "-") + "-" + name,
                        model,
                        folder.resolve(name),
                        "14min",
                        setting.parallelism(),
                        setting.backend(),
                        broker.servers())
                .spec();
    }
}
