package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Folders;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Both runtimes on the same events, one after the other. */
@Command(
        name = "runtimes",
        description = {
            "The Flink job (RocksDB) and the Kafka Streams application, each as `run` in a JVM of its "
                    + "own, by turns on the same topic, keys and model, with one broker in a process "
                    + "of its own: rate, CPU, bytes written to keep the key states, latency until "
                    + "committed at half of the slower one's rate, and how long each takes to go on "
                    + "with many keys.",
            "What both commit must be equal byte by byte, in every round."
        },
        mixinStandardHelpOptions = true)
public final class RuntimesCommand implements Callable<Integer> {
    /** What can be left out. */
    enum Part {
        THROUGHPUT,
        LATENCY,
        RESTORE
    }

    @Option(names = "--parts", split = ",", description = "Default: ${COMPLETION-CANDIDATES}.")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(names = "--model", description = "Default ${DEFAULT-VALUE}.")
    private String model = "bundled:tiny";

    @Option(names = "--keys", description = "Default ${DEFAULT-VALUE}.")
    private int keys = 1_000;

    @Option(names = "--partitions", description = "Of each topic; default ${DEFAULT-VALUE}.")
    private int partitions = 4;

    @Option(
            names = "--parallelism",
            description = "Flink's, and Kafka Streams' threads; default ${DEFAULT-VALUE}.")
    private int parallelism = 1;

    @Option(names = "--events", description = "Read in each round; default ${DEFAULT-VALUE}.")
    private int events = 300_000;

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--intervals",
            split = ",",
            description = "Between commits, for latency; default ${DEFAULT-VALUE}.")
    private List<String> intervals = List.of("1s", "100ms");

    @Option(
            names = "--rate",
            description = "Events a second for latency; default half of the slower one's most.")
    private Double rate;

    @Option(
            names = "--warm-events",
            description = "Before each latency, at full speed; default ${DEFAULT-VALUE}.")
    private int warmEvents = 100_000;

    @Option(names = "--seconds", description = "Of each latency; default ${DEFAULT-VALUE}.")
    private double seconds = 16;

    @Option(names = "--warm", description = "Of them left out; default ${DEFAULT-VALUE}.")
    private double warm = 4;

    @Option(names = "--restore-keys", description = "Default ${DEFAULT-VALUE}.")
    private int restoreKeys = 100_000;

    @Option(
            names = "--jvm",
            split = " ",
            description = "Options of both runtimes' JVMs; default ${DEFAULT-VALUE}.")
    private List<String> jvm = List.of("-Xmx1g");

    @Option(
            names = "--streams-only",
            description = "A line more of stream.yaml for Kafka Streams, to try a setting.")
    private List<String> streamsOnly = List.of();

    @Option(names = "--quick", description = "All of it small, to see it run.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (quick) {
            events = 20_000;
            rounds = 1;
            intervals = List.of("1s");
            rate = 500.0;
            warmEvents = 4_000;
            seconds = 6;
            warm = 2;
            restoreKeys = 2_000;
        }
        check();
        Path home = Path.of(System.getProperty("undercurrent.home", ".."));
        Setting setting = new Setting(model, partitions, parallelism, jvm, streamsOnly, home);
        try (Folders folders = Folders.temporary(null);
                // What changelogs have taken is looked up in their size, so nothing may shrink
                // them.
                Broker broker =
                        Broker.start(folders.root().resolve("kafka"), "log.cleaner.enable=false");
                Admin admin = broker.admin()) {
            run(new BenchmarkContext(setting, broker, admin, folders.root()));
        }
        return 0;
    }

    private void check() {
        Checks.option(
                keys >= partitions && keys % partitions == 0,
                "--keys",
                keys,
                "multiples of --partitions = " + partitions);
        Checks.option(
                restoreKeys >= 7 * partitions,
                "--restore-keys",
                restoreKeys,
                "at least seven times --partitions = " + partitions);
        Checks.option(events >= 100, "--events", events, "100 events and more");
        Checks.option(
                warmEvents % partitions == 0,
                "--warm-events",
                warmEvents,
                "multiples of --partitions = " + partitions);
        Checks.option(rounds >= 1, "--rounds", rounds, "1 and more");
        Checks.option(warm >= 0 && warm < seconds, "--warm", warm, "0 to less than --seconds");
        Checks.option(
                rate != null || parts.contains(Part.THROUGHPUT) || !parts.contains(Part.LATENCY),
                "--parts",
                parts,
                "LATENCY with THROUGHPUT or with --rate");
    }

    private void run(BenchmarkContext work) throws Exception {
        int steps = parts.contains(Part.THROUGHPUT) ? 2 * rounds : 0;
        steps += parts.contains(Part.LATENCY) ? 2 * intervals.size() : 0;
        steps += parts.contains(Part.RESTORE) ? 2 + 2 * Restore.Case.values().length : 0;
        Eta eta = new Eta(steps);
        RuntimesTable.print(
                "%s, %d partitions, parallelism %d, job.state-backend rocksdb, JVMs with %s%n",
                model, partitions, parallelism, String.join(" ", jvm));
        if (parts.contains(Part.THROUGHPUT)) {
            Throughput found = Throughput.of(work, keys, events, rounds, eta);
            RuntimesTable.head(
                    "%,d events of %,d keys, a commit each 1s; medians of %d rounds by turns",
                    events, keys, rounds);
            RuntimesTable.throughput(found.readings());
            RuntimesTable.print(
                    "every round: both committed the same bytes of every key: %s%n",
                    found.results());
            rate = rate == null ? found.slower() / 2 : rate;
        }
        if (parts.contains(Part.LATENCY)) {
            for (String interval : intervals) {
                Map<Side, Delay> found = new EnumMap<>(Side.class);
                for (Side side : Side.values()) {
                    Delay.Load load = new Delay.Load(keys, warmEvents, rate, seconds, warm);
                    found.put(side, Delay.of(work, side, interval, load));
                    eta.step(
                            String.format(
                                    Locale.ROOT,
                                    "%s, a commit each %s: latency",
                                    side.title,
                                    interval));
                }
                RuntimesTable.head(
                        "%,.0f events/s of %,d keys, a commit each %s; %.0f s after %.0f s",
                        rate, keys, interval, seconds - warm, warm);
                RuntimesTable.latency(found);
                RuntimesTable.print("every event's score arrived exactly once%n");
            }
        }
        if (parts.contains(Part.RESTORE)) {
            Map<Restore.Case, Map<Side, Restore.Start>> starts =
                    new Restore(work, restoreKeys).run(eta);
            RuntimesTable.head("resuming with %,d keys, a commit each 1s", restoreKeys);
            RuntimesTable.restore(starts);
            RuntimesTable.print("both committed the same bytes of every key%n");
        }
    }
}
