package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Both sides over one topic, by turns.
 *
 * @param readings a value a round
 * @param results what each of them committed, in words
 */
record Throughput(Map<Side, List<Reading>> readings, String results) {
    private static final String TOPIC = "events";

    /** A third of the topic: the JVM's compiler is busiest then. */
    private static final int WARM_SHARE = 3;

    /** Fills the topic and runs; whatever one of the runs commits must be what the others do. */
    static Throughput of(BenchmarkContext work, int keys, int events, int rounds, Eta eta)
            throws Exception {
        int partitions = work.setting().partitions();
        String servers = work.broker().servers();
        Broker.create(work.admin(), partitions, List.of(TOPIC));
        new Events(events, keys, partitions).send(servers, TOPIC);
        Map<Side, List<Reading>> readings = new EnumMap<>(Side.class);
        Outputs first = null;
        for (int round = 1; round <= rounds; round++) {
            for (Side side : Side.turns(round)) {
                Declared declared = work.declare(side, TOPIC, "round-" + round, "1s");
                Reading reading = Reading.of(work, declared, events, events / WARM_SHARE);
                readings.computeIfAbsent(side, s -> new ArrayList<>()).add(reading);
                Outputs outputs = Outputs.read(servers, declared.spec());
                first = first == null ? outputs : first;
                first.check(outputs, events);
                eta.step(
                        String.format(
                                Locale.ROOT,
                                "%s, round %d: %,.0f events/s, %.1f us an event",
                                side.title,
                                round,
                                reading.rate(),
                                reading.micros()));
            }
        }
        return new Throughput(readings, first.toString());
    }

    /** Events a second of the slower side. */
    double slower() {
        return readings.values().stream()
                .mapToDouble(all -> Medians.of(all.stream().mapToDouble(Reading::rate).toArray()))
                .min()
                .orElseThrow();
    }
}
