package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.benchmarks.local.Folders;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole pipeline's CPU beside the same without a model and the bare scorer's. */
@Command(
        name = "pipeline",
        description = {
            "CPU an event of the job from Kafka to Kafka, exactly once (A), beside the same job with "
                    + "an operator that touches an equal slab and sends records of equal size without "
                    + "a model (B), and the scorer's calls alone (C); in rounds by turns. The broker "
                    + "is a process of its own and not counted.",
            "All committed scores must be the bare scorer's to the bit, and A and B must commit the "
                    + "same number of records and bytes."
        },
        mixinStandardHelpOptions = true)
public final class PipelineCommand implements Callable<Integer> {
    @Option(names = "--models", split = ",", description = "Default ${DEFAULT-VALUE}.")
    private List<String> models = List.of("bundled:tiny", "bundled:small");

    @Option(names = "--events", description = "Of a run; default ${DEFAULT-VALUE}.")
    private int events = 200_000;

    @Option(names = "--keys", description = "Default ${DEFAULT-VALUE}.")
    private int keys = 10_000;

    @Option(names = "--rounds", description = "After those that warm up; default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--warm-rounds",
            description = "For the JVM's compiler, not kept; default ${DEFAULT-VALUE}.")
    private int warmRounds = 2;

    @Option(names = "--partitions", description = "Of each topic; default ${DEFAULT-VALUE}.")
    private int partitions = 4;

    @Option(names = "--parallelism", description = "Of the job; default ${DEFAULT-VALUE}.")
    private int parallelism = 1;

    @Option(
            names = "--batch",
            description = "Events a call of the bare scorer; default ${DEFAULT-VALUE}.")
    private int batch = 1;

    @Option(names = "--state-backend", description = "Default ${DEFAULT-VALUE}.")
    private String backend = "hashmap";

    @Option(names = "--checkpoints", description = "A run; default ${DEFAULT-VALUE}.")
    private int checkpoints = 4;

    @Option(names = "--quick", description = "One round of tiny with few events, to see it run.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (quick) {
            models = List.of("bundled:tiny");
            events = 20_000;
            keys = 500;
            rounds = 1;
            warmRounds = 1;
            checkpoints = 2;
        }
        Checks.option(events >= checkpoints, "--events", events, "at least one a checkpoint");
        Checks.option(checkpoints >= 1, "--checkpoints", checkpoints, "1 and more");
        Checks.option(keys >= 1, "--keys", keys, "1 and more");
        Checks.option(warmRounds >= 1, "--warm-rounds", warmRounds, "1 and more");
        Checks.option(rounds >= 1, "--rounds", rounds, "1 and more");
        Setting setting = new Setting(keys, partitions, parallelism, batch, backend, checkpoints);
        try (Folders folders = Folders.temporary(null);
                Broker broker = Broker.start(folders.root().resolve("kafka"));
                Admin admin = broker.admin()) {
            Events made = new Events(events, keys, partitions);
            Broker.create(admin, partitions, List.of(Setting.TOPIC));
            made.send(broker.servers(), Setting.TOPIC);
            PipelineTable.head(setting, events, rounds);
            Eta eta = new Eta((rounds + warmRounds) * models.size());
            for (String model : models) {
                Comparison comparison =
                        new Comparison(setting, model, broker, admin, made, folders.root());
                for (int round = 1; round <= warmRounds; round++) {
                    comparison.warmUp();
                    eta.step(
                            String.format(
                                    Locale.ROOT, "%s warm-up %d of %d", model, round, warmRounds));
                }
                for (int round = 1; round <= rounds; round++) {
                    comparison.round();
                    eta.step(String.format(Locale.ROOT, "%s round %d of %d", model, round, rounds));
                }
                PipelineTable.print(model, comparison);
            }
        }
        return 0;
    }
}
