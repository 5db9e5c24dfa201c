package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Arrivals;
import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.local.Pace;
import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.util.List;
import java.util.Locale;
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
     * What is sent.
     *
     * @param keys of the events
     * @param burst events at first, as fast as it goes, so that the JVM's compiler has done its
     *     work; a multiple of the partitions
     * @param rate events a second after that
     * @param seconds that events are sent at that rate
     * @param warm seconds of them that are not measured
     */
    record Load(int keys, int burst, double rate, double seconds, double warm) {
        int events() {
            return burst + (int) (rate * seconds);
        }

        int first() {
            return burst + (int) (rate * warm);
        }
    }

    /** Runs, on topics of its own. */
    static Delay of(BenchmarkContext work, Side side, String interval, Load load) throws Exception {
        int partitions = work.setting().partitions();
        String what = "paced-" + interval;
        String topic = what + "-" + side.id() + "-events";
        Broker.create(work.admin(), partitions, List.of(topic));
        Declared declared = work.declare(side, topic, what, interval);
        String servers = work.broker().servers();
        String scores = declared.spec().sink().scores();
        Arrivals arrivals =
                new Arrivals(servers, scores, Isolation.READ_COMMITTED, partitions, load.events());
        Pace pace = new Pace(servers, topic, partitions, load.keys());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Child child = Child.start(work.setting(), declared)) {
            Future<Void> reading = threads.submit(arrivals);
            pace.send(load.burst(), 0);
            await(child, arrivals, load.burst(), "the first scores to commit");
            Future<Double> sent =
                    threads.submit(() -> pace.send(load.events() - load.burst(), load.rate()));
            await(child, arrivals, load.first(), "scores of the first seconds to commit");
            long cpu = child.cpuNanos();
            await(child, arrivals, load.events(), "scores to commit");
            double micros = (child.cpuNanos() - cpu) / 1e3 / (load.events() - load.first());
            System.err.printf(Locale.ROOT, "the producer was at most %.0f ms behind%n", sent.get());
            arrivals.end();
            reading.get();
            check(arrivals, load.events());
            child.stop();
            double[] millis =
                    IntStream.range(load.first(), load.events())
                            .mapToDouble(e -> (arrivals.seen[e] - arrivals.produced[e]) / 1e3)
                            .toArray();
            return new Delay(Medians.of(millis), Medians.at(0.99, millis), micros);
        } finally {
            arrivals.end();
            threads.shutdown();
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
                    String.format(
                            Locale.ROOT,
                            "%,d scores of %,d events, %,d of them twice",
                            arrivals.arrived.get(),
                            events,
                            arrivals.twice));
        }
    }
}
