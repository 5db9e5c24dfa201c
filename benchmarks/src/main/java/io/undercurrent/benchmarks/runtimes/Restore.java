package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Committed;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.runtimes.Workplace.Declared;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

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

    private final Workplace work;
    private final ManyKeys events;
    private final Declared flink;
    private final Declared streams;
    private final int keys;
    private int sent;

    Restore(Workplace work, int keys) throws Exception {
        this.work = work;
        this.keys = keys;
        int partitions = work.setting().partitions();
        String topic = "many-events";
        Broker.create(work.admin(), partitions, List.of(topic));
        events = new ManyKeys(work.broker().servers(), topic, partitions, keys);
        flink = work.declare(Side.FLINK, topic, "many", "1s");
        streams = work.declare(Side.STREAMS, topic, "many", "1s");
    }

    /** Makes the memories, then starts each side three times. */
    Map<Case, Map<Side, Start>> run(Eta eta) throws Exception {
        events.sendAll();
        sent = keys;
        end(fill(flink), false);
        eta.step("Flink job: memories made");
        end(fill(streams), true);
        eta.step("Kafka Streams: memories made");
        Map<Case, Map<Side, Start>> starts = new EnumMap<>(Case.class);
        for (Case each : Case.values()) {
            if (each == Case.LOST) {
                Folders.delete(streams.state());
            }
            events.sendOneEach(starts.size() + 1);
            sent += work.setting().partitions();
            boolean orderly = each == Case.LOST;
            Start one = start(flink, orderly);
            eta.step("Flink job, " + each.title);
            Start other = start(streams, orderly);
            eta.step("Kafka Streams, " + each.title);
            starts.put(each, Map.of(Side.FLINK, one, Side.STREAMS, other));
        }
        String servers = work.broker().servers();
        Outputs.read(servers, flink.spec()).check(Outputs.read(servers, streams.spec()), sent);
        return starts;
    }

    private Child fill(Declared declared) throws Exception {
        Child child = Child.start(work.setting(), declared);
        new Progress(work, declared).awaitCommitted(child, sent);
        return child;
    }

    private static void end(Child child, boolean orderly) throws Exception {
        try (child) {
            if (orderly) {
                child.stop();
            }
        }
    }

    private Start start(Declared declared, boolean stopOrderly) throws Exception {
        int partitions = work.setting().partitions();
        String servers = work.broker().servers();
        try (KafkaConsumer<byte[], byte[]> consumer =
                Committed.consumer(servers, "read_committed")) {
            var all = Committed.assignAll(consumer, declared.spec().sink().scores());
            // What was there before is read away: whether it is all committed was looked at.
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            long begin = System.nanoTime();
            Child child = Child.start(work.setting(), declared);
            try (child) {
                double first = Double.NaN;
                int seen = 0;
                while (seen < partitions) {
                    child.pause(begin, "results after its start to commit");
                    int found = consumer.poll(POLL).count();
                    if (seen == 0 && found > 0) {
                        first = seconds(begin);
                    }
                    seen += found;
                }
                Start start = new Start(first, seconds(begin));
                new Progress(work, declared).awaitCommitted(child, sent);
                if (stopOrderly) {
                    child.stop();
                }
                return start;
            }
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
