package io.undercurrent.demo.compose;

import io.undercurrent.job.session.Patience;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.registry.SchemaChecks;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what the job has committed with the results of an undisturbed twin, for every record of
 * the topic from its beginning up to now.
 */
final class Check implements AutoCloseable {
    private final Demo demo;
    private final StreamSpec spec;
    private final SourceSchemas schemas;
    private final Committed committed;

    Check(Demo demo) throws Exception {
        this.demo = demo;
        spec = demo.stream();
        schemas = SchemaChecks.resolve(spec);
        committed = new Committed(spec);
    }

    Committed committed() {
        return committed;
    }

    StreamSpec spec() {
        return spec;
    }

    /** The end offsets of the source topic. */
    Map<TopicPartition, Long> ends() throws InterruptedException {
        return AdminQueries.ask(
                spec,
                admin ->
                        AdminQueries.offsets(
                                admin,
                                AdminQueries.partitions(admin, spec.source().topic()),
                                OffsetSpec.latest(),
                                IsolationLevel.READ_UNCOMMITTED));
    }

    /**
     * Waits until more results are committed than are known now.
     *
     * @throws IllegalStateException if none are committed before time is up
     */
    void awaitMore() throws Exception {
        committed.catchUp();
        long known = committed.answered();
        Patience patience = demo.patience();
        while (committed.answered() <= known) {
            committed.read(Duration.ofMillis(200));
            requireTime(patience, "no result was committed");
        }
    }

    /**
     * Waits until each record that is in the topic now has a score or a dead letter, and compares.
     *
     * @return whether no result is lost, repeated or unequal
     */
    boolean passes() throws Exception {
        Map<TopicPartition, Long> ends = ends();
        long records = ends.values().stream().mapToLong(Long::longValue).sum();
        Patience patience = demo.patience();
        while (!committed.covers(ends)) {
            committed.read(Duration.ofMillis(500));
            requireTime(
                    patience,
                    String.format(
                            Locale.ROOT,
                            "%d of %d records answered",
                            committed.answered(),
                            records));
        }
        committed.catchUp();
        if (committed.models().size() > 1) {
            demo.say(
                    String.format(
                            Locale.ROOT,
                            "seen: %d records, each answered; %d came twice. No twin: the results are of %s",
                            records,
                            committed.doubled(),
                            committed.models()));
            return committed.doubled() == 0;
        }
        long[] told = {System.nanoTime()};
        Map<String, Long> twin =
                new Twin(spec, schemas)
                        .score(
                                ends,
                                done -> {
                                    if (System.nanoTime() - told[0] > 3_000_000_000L) {
                                        told[0] = System.nanoTime();
                                        demo.say(
                                                String.format(
                                                        Locale.ROOT,
                                                        "twin: %d of %d records",
                                                        done,
                                                        records));
                                    }
                                });
        Twin.Comparison comparison =
                Twin.Comparison.of(twin, committed.prints(), committed.doubled(), ends);
        demo.say(
                String.format(
                        Locale.ROOT, "seen: %d records in the topic; %s", records, comparison));
        return comparison.clean();
    }

    private static void requireTime(Patience patience, String seen) {
        if (patience.isOver()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "after %s: %s; look at ./undercurrent's job: docker compose logs job taskmanager",
                            patience,
                            seen));
        }
    }

    @Override
    public void close() {
        committed.close();
    }
}
