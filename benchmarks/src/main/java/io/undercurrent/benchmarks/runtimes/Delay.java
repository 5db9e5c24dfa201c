package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Arrivals;
import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.local.Pace;
import io.undercurrent.benchmarks.runtimes.Workplace.Declared;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Time from an event's being handed to a producer until a {@code read_committed} consumer has its
 * score, at a steady load.
 *
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param micros CPU of the run's process an event, at that load
 */
record Delay(double p50, double p99, double micros) {
    /**
     * Runs.
     *
     * @param keys of the events
     * @param rate events a second
     * @param seconds that events are sent
     * @param warm seconds of them that are not measured
     */
    static Delay of(
            Workplace work,
            Side side,
            String interval,
            int keys,
            double rate,
            double seconds,
            double warm)
            throws Exception {
        int partitions = work.setting().partitions();
        String what = "paced-" + interval;
        String topic = what + "-" + side.id() + "-events";
        Broker.create(work.admin(), partitions, List.of(topic));
        Declared declared = work.declare(side, topic, what, interval);
        int events = (int) (rate * seconds);
        int first = (int) (rate * warm);
        String servers = work.broker().servers();
        Arrivals arrivals =
                new Arrivals(
                        servers,
                        declared.spec().sink().scores(),
                        "read_committed",
                        partitions,
                        events);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (Child child = Child.start(work.setting(), declared)) {
            child.awaitRunning();
            Future<Void> reading = reader.submit(arrivals);
            Pace pace = new Pace(servers, topic, partitions, keys);
            CompletableFuture<Double> sent =
                    CompletableFuture.supplyAsync(() -> pace.send(events, rate));
            await(child, arrivals, first, "scores of the first seconds to commit");
            long cpu = child.cpuNanos();
            await(child, arrivals, events, "scores to commit");
            double micros = (child.cpuNanos() - cpu) / 1e3 / (events - first);
            arrivals.end();
            reading.get();
            System.err.printf("the producer was at most %.0f ms behind%n", sent.get());
            check(arrivals, events);
            child.stop();
            double[] millis =
                    IntStream.range(first, events)
                            .mapToDouble(e -> (arrivals.seen[e] - arrivals.produced[e]) / 1e3)
                            .toArray();
            return new Delay(Medians.of(millis), Medians.at(0.99, millis), micros);
        } finally {
            arrivals.end();
            reader.shutdown();
        }
    }

    private static void await(Child child, Arrivals arrivals, long count, String what)
            throws Exception {
        long begin = System.nanoTime();
        while (arrivals.arrived.get() < count) {
            child.pause(begin, what);
        }
    }

    private static void check(Arrivals arrivals, int events) {
        if (arrivals.arrived.get() != events || arrivals.twice > 0) {
            throw new IllegalStateException(
                    "%,d scores of %,d events, %,d of them twice"
                            .formatted(arrivals.arrived.get(), events, arrivals.twice));
        }
    }
}
