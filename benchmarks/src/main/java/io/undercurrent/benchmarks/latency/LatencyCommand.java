package io.undercurrent.benchmarks.latency;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Folders;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Latency from end to end at half of the maximal load. */
@Command(
        name = "latency",
        description = {
            "Time from an event's being handed to a producer until its score reaches a consumer, "
                    + "written (read_uncommitted) and committed (read_committed), at a share of the "
                    + "maximal load, which is measured first. Apart for events on whose way a "
                    + "checkpoint was in progress. Broker in a process of its own; producer, job and "
                    + "consumers in this one.",
            "Every event's score must arrive exactly once."
        },
        mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {
    @Option(names = "--model", description = "Default ${DEFAULT-VALUE}.")
    private String model = "bundled:tiny";

    @Option(names = "--state-backends", split = ",", description = "Default ${DEFAULT-VALUE}.")
    private List<String> backends = List.of("hashmap", "rocksdb");

    @Option(names = "--keys", description = "Default ${DEFAULT-VALUE}.")
    private int keys = 2_000;

    @Option(names = "--partitions", description = "Of each topic; default ${DEFAULT-VALUE}.")
    private int partitions = 4;

    @Option(names = "--parallelism", description = "Of the job; default ${DEFAULT-VALUE}.")
    private int parallelism = 1;

    @Option(names = "--checkpoint-interval", description = "Default ${DEFAULT-VALUE}.")
    private String interval = "1s";

    @Option(names = "--load", description = "Share of the maximal; default ${DEFAULT-VALUE}.")
    private double load = 0.5;

    @Option(
            names = "--backlog",
            description = "Events that find the maximal load; default ${DEFAULT-VALUE}.")
    private int backlog = 300_000;

    @Option(names = "--seconds", description = "At that load; default ${DEFAULT-VALUE}.")
    private double seconds = 40;

    @Option(names = "--warm", description = "Of them left out; default ${DEFAULT-VALUE}.")
    private double warm = 10;

    @Option(names = "--quick", description = "Few events on one backend, to see it run.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (quick) {
            backends = List.of("hashmap");
            keys = 400;
            backlog = 20_000;
            seconds = 4;
            warm = 1;
        }
        Checks.option(
                keys >= partitions && keys % partitions == 0,
                "--keys",
                keys,
                "multiples of --partitions = " + partitions);
        Checks.option(load > 0 && load <= 1, "--load", load, "shares above 0 to 1");
        Checks.option(warm >= 0 && warm < seconds, "--warm", warm, "0 to less than --seconds");
        Checks.option(backlog >= 100, "--backlog", backlog, "100 events and more");
        LatencySetting setting =
                new LatencySetting(
                        model, keys, partitions, parallelism, interval, backlog, seconds, warm);
        try (Folders folders = Folders.temporary(null);
                Broker broker = Broker.start(folders.root().resolve("kafka"));
                Admin admin = broker.admin()) {
            Eta eta = new Eta(2 * backends.size());
            for (String backend : backends) {
                LatencyRun run = new LatencyRun(setting, backend, broker, admin, folders.root());
                double most = run.maximum();
                eta.step(backend + ": maximal load found");
                LatencyTable.print(
                        "%n%s, %,d keys, backend %s, a checkpoint each %s, parallelism %d%n",
                        model, keys, backend, interval, parallelism);
                LatencyTable.print(
                        "maximal load %,.0f events/s; measured at %,.0f for %.0f s after %.0f s%n",
                        most, load * most, seconds - warm, warm);
                LatencyTable.print(run.at(load * most));
                LatencyTable.print("every event's score arrived exactly once%n");
                eta.step(backend + ": latencies measured");
            }
        }
        return 0;
    }
}
