package io.undercurrent.benchmarks.latency;

import io.undercurrent.benchmarks.local.Arrivals;
import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.local.LocalJob;
import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.benchmarks.local.Pace;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** One backend's maximal load, then its latencies at a share of that. */
final class LatencyRun {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int POLL_MILLIS = 50;

    private final LatencySetting setting;
    private final String backend;
    private final Broker broker;
    private final Admin admin;
    private final Path folder;

    LatencyRun(LatencySetting setting, String backend, Broker broker, Admin admin, Path folder) {
        this.setting = setting;
        this.backend = backend;
        this.broker = broker;
        this.admin = admin;
        this.folder = folder;
    }

    /** Events a second, at most. */
    double maximum() throws Exception {
        StreamSpec spec = declare("most");
        pace(spec).send(setting.backlog(), 0);
        Offsets offsets = new Offsets(admin, spec.sink().scores(), setting.partitions());
        return Maximum.rate(spec, offsets, setting.backlog());
    }

    /** Latencies at a rate; every event's score must arrive once, written and committed. */
    Latencies at(double rate) throws Exception {
        StreamSpec spec = declare("paced");
        int events = (int) (rate * setting.seconds());
        Arrivals written = arrivals(spec, Isolation.READ_UNCOMMITTED, events);
        Arrivals committed = arrivals(spec, Isolation.READ_COMMITTED, events);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (LocalJob job = LocalJob.start(spec, null)) {
            List<Future<Void>> reading =
                    List.of(readers.submit(written), readers.submit(committed));
            double behind = pace(spec).send(events, rate);
            System.err.printf(
                    Locale.ROOT, "sent; the producer was at most %.0f ms behind%n", behind);
            awaitAll(job, committed, events, reading);
            written.end();
            committed.end();
            for (Future<Void> each : reading) {
                each.get();
            }
            check(written, events);
            check(committed, events);
            int first = (int) (rate * setting.warmUpSeconds());
            return new Latencies(written, committed, job.checkpoints(), first);
        } finally {
            written.end();
            committed.end();
            readers.shutdown();
        }
    }

    private static void awaitAll(
            LocalJob job, Arrivals committed, int events, List<Future<Void>> reading)
            throws Exception {
        long begin = System.nanoTime();
        while (committed.arrived.get() < events) {
            Thread.sleep(POLL_MILLIS);
            job.requireAlive();
            for (Future<Void> each : reading) {
                if (each.isDone()) {
                    each.get();
                }
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d scores committed 2 minutes after the last event",
                                committed.arrived.get(),
                                events));
            }
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

    private Arrivals arrivals(StreamSpec spec, Isolation isolation, int events) {
        return new Arrivals(
                broker.servers(), spec.sink().scores(), isolation, setting.partitions(), events);
    }

    private Pace pace(StreamSpec spec) {
        return new Pace(
                broker.servers(), spec.source().topic(), setting.partitions(), setting.keys());
    }

    /** With its topics made. */
    private StreamSpec declare(String what) throws Exception {
        String name = what + "-" + backend;
        StreamSpec spec =
                new Declaration(
                                name + "-events",
                                name,
                                setting.model(),
                                folder.resolve(name),
                                setting.interval(),
                                setting.parallelism(),
                                backend,
                                broker.servers())
                        .spec();
        Broker.create(admin, setting.partitions(), List.of(spec.source().topic()));
        Broker.create(admin, setting.partitions(), Declaration.outputs(spec).values());
        return spec;
    }
}
