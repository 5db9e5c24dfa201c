package io.undercurrent.benchmarks.training;

import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.TrainingEngine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The engine java beside the engine dl4j, and the cost of a token at growing lengths. */
@Command(
        name = "training",
        description = {
            "Tokens a second of training the default network, whole steps, float32: engine java "
                    + "beside engine dl4j on the same batch, in rounds that alternate; medians are "
                    + "printed. Their losses over some steps are compared first.",
            "Then engine java's cost of a token at growing lengths, the same number of tokens a "
                    + "step.",
            "With --core only the CPU time of a token on one thread: with the Vector API, in "
                    + "plain Java and, with --beside, in another program."
        },
        mixinStandardHelpOptions = true)
public final class TrainingCommand implements Callable<Integer> {
    @Option(names = "--threads", description = "Of each engine; default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--sequences", description = "Of a batch; default ${DEFAULT-VALUE}.")
    private int sequences = 16;

    @Option(names = "--length", description = "Tokens of each; default ${DEFAULT-VALUE}.")
    private int length = 256;

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Of a round; default ${DEFAULT-VALUE}.")
    private double seconds = 4;

    @Option(names = "--warm", description = "Seconds before; default ${DEFAULT-VALUE}.")
    private double warm = 10;

    @Option(names = "--steps", description = "Whose losses must agree; default ${DEFAULT-VALUE}.")
    private int steps = 50;

    @Option(names = "--lengths", split = ",", description = "Default ${DEFAULT-VALUE}.")
    private List<Integer> lengths = List.of(256, 1024, 4096, 8192);

    @Option(names = "--only-java", description = "Only the cost of a token at growing lengths.")
    private boolean onlyJava;

    @Option(names = "--core", description = "Only CPU microseconds of a token on one thread.")
    private boolean core;

    @Option(
            names = "--beside",
            paramLabel = "COMMAND",
            description =
                    "With --core: another program that trains the same network on one thread, such "
                            + "as one in PyTorch; it prints us_a_token=NUMBER.")
    private String beside;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (core) {
            List<String> arguments =
                    List.of(
                            String.valueOf(sequences),
                            String.valueOf(length),
                            String.valueOf(warm),
                            String.valueOf(seconds));
            new Core(arguments, beside).run(rounds);
            return 0;
        }
        if (!onlyJava && !compare()) {
            return 1;
        }
        lengths();
        return 0;
    }

    /** Whether both are there and agree. */
    private boolean compare() {
        Batch batch = Work.batch(sequences, length);
        try (TrainingEngine java = Work.engine("java", threads);
                TrainingEngine dl4j = Work.engine("dl4j", threads)) {
            System.out.println(java.describe());
            System.out.println(dl4j.describe());
            System.out.println(Agreement.of(java, dl4j, batch, steps));
            Timing one = new Timing(java, batch, rounds);
            Timing other = new Timing(dl4j, batch, rounds);
            one.warm(warm);
            other.warm(warm);
            for (int round = 0; round < rounds; round++) {
                one.measure(seconds);
                other.measure(seconds);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%nbatch of %d x %d, median of %d rounds%n",
                    sequences,
                    length,
                    rounds);
            System.out.printf(
                    Locale.ROOT, "java  %,10.0f tokens/s (%s)%n", one.median(), one.range());
            System.out.printf(
                    Locale.ROOT, "dl4j  %,10.0f tokens/s (%s)%n", other.median(), other.range());
            System.out.printf(Locale.ROOT, "ratio %10.1f%n", one.median() / other.median());
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }

    private void lengths() {
        int most = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
        int tokens = Math.max(sequences * length, threads * most);
        System.out.printf(Locale.ROOT, "%nengine java, %,d tokens a step%n", tokens);
        double first = 0;
        for (int each : lengths) {
            try (TrainingEngine java = Work.engine("java", threads)) {
                Timing timing = new Timing(java, Work.batch(tokens / each, each), rounds);
                timing.warm(warm / 2);
                for (int round = 0; round < rounds; round++) {
                    timing.measure(seconds / 2);
                }
                double micros = 1e6 / timing.median();
                first = first == 0 ? micros : first;
                System.out.printf(
                        Locale.ROOT,
                        "length %5d  %6.2f us a token  %4.2f of the first%n",
                        each,
                        micros,
                        micros / first);
            }
        }
    }
}
