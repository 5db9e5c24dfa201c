package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.local.Arrivals;
import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.local.LocalJob;
import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.local.Pace;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.schemas.Micros;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * From the moment an event is handed to a producer until its score is written, at a steady rate.
 *
 * @param rate events a second
 * @param p50 milliseconds
 * @param p99 milliseconds
 */
public record PeerLatency(double rate, double p50, double p99) {
    private static final int POLL_MILLIS = 50;
    private static final int MICROS = 1_000;

    /** Runs the job at a rate. */
    public static PeerLatency of(
            PeersSetting setting, Contestant contestant, int keys, double rate, String name)
            throws Exception {
        double warm = setting.warm().toMillis() / 1e3;
        int events = (int) Math.ceil(rate * (warm + setting.measured().toMillis() / 1e3));
        StreamSpec spec = setting.spec(contestant, name + "-events", name, "1s");
        List<String> outputs = List.copyOf(Declaration.outputs(spec).values());
        Broker.create(setting.admin(), setting.partitions(), List.of(spec.source().topic()));
        Broker.create(setting.admin(), setting.partitions(), outputs);
        Prefill prefill = new Prefill(keys, Micros.of(Instant.now()), setting.firstEvents());
        Arrivals written =
                new Arrivals(
                        setting.broker().servers(),
                        spec.sink().scores(),
                        Isolation.READ_UNCOMMITTED,
                        setting.partitions(),
                        events);
        Pace pace =
                new Pace(
                        setting.broker().servers(),
                        spec.source().topic(),
                        setting.partitions(),
                        keys);
        Progress.begin();
        System.gc();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (LocalJob job = PeerRun.start(contestant, spec, prefill)) {
            Future<Void> reading = reader.submit(written);
            pace.send(events, rate);
            await(job, written, reading, events);
            written.end();
            reading.get();
        } finally {
            written.end();
            reader.shutdown();
        }
        setting.admin().deleteTopics(outputs).all().get();
        if (written.twice > 0) {
            throw new IllegalStateException(written.twice + " events were scored twice");
        }
        double[] millis =
                IntStream.range((int) (rate * warm), events)
                        .mapToDouble(e -> (written.seen[e] - written.produced[e]) / (double) MICROS)
                        .toArray();
        return new PeerLatency(rate, Medians.of(millis), Medians.at(0.99, millis));
    }

    private static void await(LocalJob job, Arrivals written, Future<Void> reading, int events)
            throws Exception {
        long begin = System.nanoTime();
        while (written.arrived.get() < events) {
            Thread.sleep(POLL_MILLIS);
            job.requireAlive();
            if (reading.isDone()) {
                reading.get();
            }
            if (System.nanoTime() - begin > Duration.ofMinutes(2).toNanos()) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d scores 2 minutes after the last event",
                                written.arrived.get(),
                                events));
            }
        }
    }
}
