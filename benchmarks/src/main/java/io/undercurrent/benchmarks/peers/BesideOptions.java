package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.quality.OpenSet;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What is compared besides the contestants in the job; none leaves a part out. */
final class BesideOptions {
    private static final String NONE = "none";

    @Option(
            names = "--runtimes-of",
            split = ",",
            description =
                    "Models that run on Flink and Kafka Streams, each as a process of its own; default ${DEFAULT-VALUE}.")
    private List<String> runtimesOf = List.of("universal", "tiny");

    @Option(names = "--runtimes-events", description = "In their topic; default ${DEFAULT-VALUE}.")
    int runtimesEvents = 200_000;

    @Option(
            names = "--training-seconds",
            description =
                    "CPU of a round of each training engine; 0: none. Default ${DEFAULT-VALUE}.")
    double trainingSeconds = 5;

    @Option(
            names = "--sets",
            split = ",",
            description = "Open sets: skab, msl, tsbad or none; default ${DEFAULT-VALUE}.")
    private List<String> sets = List.of("skab", "msl", "tsbad");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the open sets are; default ${DEFAULT-VALUE}.")
    Path data = Path.of("..", "shared", "data");

    void quick() {
        runtimesOf = List.of("tiny");
        runtimesEvents = 20_000;
        trainingSeconds = 0.5;
        sets = List.of("tsbad");
    }

    void check() {
        for (String model : runtimesOf()) {
            Checks.option(
                    Contestant.parse(model).isOurs(), "--runtimes-of", model, "models, or none");
        }
        sets();
    }

    List<String> runtimesOf() {
        return runtimesOf.equals(List.of(NONE)) ? List.of() : runtimesOf;
    }

    List<OpenSet> sets() {
        return sets.equals(List.of(NONE)) ? List.of() : sets.stream().map(OpenSet::of).toList();
    }

    boolean trains() {
        return trainingSeconds > 0;
    }

    double warmSeconds() {
        return 1.5 * trainingSeconds;
    }
}
