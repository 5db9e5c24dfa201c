package io.undercurrent.benchmarks;

import io.undercurrent.benchmarks.cache.CacheCommand;
import io.undercurrent.benchmarks.flat.FlatCommand;
import io.undercurrent.benchmarks.latency.LatencyCommand;
import io.undercurrent.benchmarks.peers.PeersCommand;
import io.undercurrent.benchmarks.pipeline.PipelineCommand;
import io.undercurrent.benchmarks.runtimes.RuntimesCommand;
import io.undercurrent.benchmarks.start.StartCommand;
import io.undercurrent.benchmarks.step.StepCommand;
import io.undercurrent.benchmarks.training.TrainingCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        description = "Comparisons of Undercurrent's parts.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StepCommand.class,
            TrainingCommand.class,
            CacheCommand.class,
            PipelineCommand.class,
            FlatCommand.class,
            LatencyCommand.class,
            RuntimesCommand.class,
            PeersCommand.class,
            StartCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
