package io.undercurrent.job.runtime;

import io.undercurrent.job.Counts;
import io.undercurrent.job.HistoryRange;
import io.undercurrent.job.SavedJob;
import io.undercurrent.job.embedded.SavepointBuilder;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.portable.CheckedStates;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StreamRuntime.ImportRequest;
import java.util.List;
import java.util.Locale;

/** Creates the savepoint that a stream's first run starts from. */
final class NewState {
    private final StreamSpec spec;
    private final Console console;
    private final JobChecks checks;

    NewState(StreamSpec spec, Console console) {
        this.spec = spec;
        this.console = console;
        checks = new JobChecks(spec, console);
    }

    /** Creates it from an exported file. */
    void take(ImportRequest request) throws Exception {
        CheckedStates states = request.states();
        checks.checkEmpty(request.fresh());
        checks.check();
        states.checkFields(spec);
        UnreadRecords.check(spec, states.next(), request.acceptGap());
        checks.discard(request.fresh());
        SavepointBuilder maker =
                new SavepointBuilder(
                        spec,
                        counts ->
                                console.progress(
                                        "keys",
                                        counts.getOrDefault(Counts.KEYS, 0L),
                                        states.keys()));
        console.say("savepoint " + maker.take(states).savepoint());
    }

    /** Creates it from the topic's history. */
    void bootstrap(boolean fresh) throws Exception {
        SourceSchemas schemas = SchemaChecks.resolve(spec);
        checks.checkEmpty(fresh);
        checks.check();
        HistoryRange range = HistoryRange.find(spec);
        if (range.last().isEmpty()) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.topic = %s: holds no records from source.start on; run needs no bootstrap then",
                                    spec.source().topic())));
        }
        checks.discard(fresh);
        console.say(String.format(Locale.ROOT, "reading %,d records at most", range.records()));
        long begin = System.nanoTime();
        SavepointBuilder maker =
                new SavepointBuilder(
                        spec,
                        counts ->
                                console.progress(
                                        "history",
                                        counts.getOrDefault(Counts.RECORDS, 0L),
                                        range.records()));
        SavepointBuilder.Made made = maker.bootstrap(schemas, range);
        summary(made, (System.nanoTime() - begin) / 1e9);
    }

    private void summary(SavepointBuilder.Made made, double seconds) throws Exception {
        long records = made.counts().getOrDefault(Counts.RECORDS, 0L);
        console.say(
                String.format(
                        Locale.ROOT,
                        "%,d records (%,d of them dead letters) of %,d keys in %.1f s, %,.0f a second",
                        records,
                        made.counts().getOrDefault(Counts.DEAD_LETTERS, 0L),
                        made.counts().getOrDefault(Counts.KEYS, 0L),
                        seconds,
                        records / seconds));
        console.say("savepoint " + made.savepoint());
        console.say("run resumes at " + SavedJob.open(made.savepoint()).nextOffsets().entries());
    }
}
