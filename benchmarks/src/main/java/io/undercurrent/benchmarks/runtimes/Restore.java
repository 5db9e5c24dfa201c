package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Committed;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long a runtime takes to go on with many keys: from the start of its process until a consumer
 * has the first result that it commits, and until it has one of each partition. The events that it
 * answers are there before it starts.
 */
final class Restore {
    private static final Duration POLL = Duration.ofMillis(10);

    /** Ways in which a run ends and what of it is there when it starts again. */
    enum Case {
        LOST("local disk empty", "checkpoint", "changelog"),
        STOPPED("after an orderly stop", "savepoint", "stores kept"),
        KILLED("after a kill", "checkpoint", "changelog");

        final String title;
        final String flink;
        final String streams;

        Case(String title, String flink, String streams) {
            this.title = title;
            this.flink = flink;
            this.streams = streams;
        }
    }

    /**
     * One start.
     *
     * @param first seconds until the first result
     * @param all seconds until each partition has one
     */
    record Start(double first, double all) {}

    private final BenchmarkContext work;
    private final ManyKeys events;
    private final Declared flink;
    private final Declared streams;
    private final int keys;
    private int sent;
    private int batches;

    Restore(BenchmarkContext work, int keys) throws Exception {
        this.work = work;
        this.keys = keys;
        int partitions = work.setting().partitions();
        String topic = "many-events";
        Broker.create(work.admin(), partitions, List.of(topic));
        events = new ManyKeys(work.broker().servers(), topic, partitions, keys);
        flink = work.declare(Side.FLINK, topic, "many", "1s");
        streams = work.declare(Side.STREAMS, topic, "many", "1s");
    }

    /**
     * Makes each side's memories and starts it again in each case; the one that was first catches
     * up at the end, so that both have answered the same events.
     */
    Map<Case, Map<Side, Start>> run(Eta eta) throws Exception {
        events.sendAll();
        sent = keys;
        Map<Case, Map<Side, Start>> starts = new EnumMap<>(Case.class);
        for (Declared declared : List.of(flink, streams)) {
            Child child = Child.start(work.setting(), declared);
            caughtUp(child, declared);
            eta.step(declared.side().title + ": key states made");
            for (Case each : Case.values()) {
                end(child, declared, each);
                events.sendOneEach(++batches);
                sent += work.setting().partitions();
                child = start(declared, each, starts);
                eta.step(declared.side().title + ", " + each.title);
            }
            child.close();
        }
        try (Child child = Child.start(work.setting(), flink)) {
            caughtUp(child, flink);
        }
        String servers = work.broker().servers();
        Outputs.read(servers, flink.spec()).check(Outputs.read(servers, streams.spec()), sent);
        return starts;
    }

    private void caughtUp(Child child, Declared declared) throws Exception {
        new Progress(work, declared).awaitCommitted(child, sent);
    }

    /** Flink's local disk is emptied whenever it ends, so there a loss is what a kill is. */
    private static void end(Child child, Declared declared, Case how) throws Exception {
        boolean lost = how == Case.LOST && declared.side() == Side.STREAMS;
        try (child) {
            if (lost || how == Case.STOPPED) {
                child.stop();
            }
        }
        if (lost) {
            Folders.delete(declared.state());
        }
    }

    private Child start(Declared declared, Case how, Map<Case, Map<Side, Start>> starts)
            throws Exception {
        int partitions = work.setting().partitions();
        String servers = work.broker().servers();
        try (CommittedReader reader = Committed.reader(servers, Isolation.READ_COMMITTED)) {
            var all = reader.begin(List.of(declared.spec().sink().scores()));
            var consumer = reader.consumer();
            consumer.seekToEnd(all);
            all.forEach(consumer::position); // now, not with the first poll
            long begin = System.nanoTime();
            Child child = Child.start(work.setting(), declared);
            double first = Double.NaN;
            int seen = 0;
            while (seen < partitions) {
                child.pause(begin, "results after its start to commit");
                int found = consumer.poll(POLL).count();
                first = seen == 0 && found > 0 ? seconds(begin) : first;
                seen += found;
            }
            starts.computeIfAbsent(how, h -> new EnumMap<>(Side.class))
                    .put(declared.side(), new Start(first, seconds(begin)));
            caughtUp(child, declared);
            return child;
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
