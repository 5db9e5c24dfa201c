package io.undercurrent.benchmarks.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures round by round, each contender once a round, and prints medians. */
final class StepTable {
    private static final int[] BATCHES = {8, 32};

    private final List<Contender> contenders;
    private final Optional<Path> c;
    private final Path folder;
    private final Contender.Effort effort;
    private final int rounds;

    StepTable(
            List<Contender> contenders,
            Optional<Path> c,
            Path folder,
            Contender.Effort effort,
            int rounds) {
        this.contenders = contenders;
        this.c = c;
        this.folder = folder;
        this.effort = effort;
        this.rounds = rounds;
    }

    void print(Preset preset, int keys) throws IOException, InterruptedException {
        Path model = folder.resolve(preset.label());
        StepModelFile.write(preset, model);
        System.out.printf(
                "%n%s: state %,d bytes a key, weights %,d bytes. %s%n",
                preset.label(),
                preset.stateBytes(),
                preset.weightBytes(),
                Outputs.compare(preset, contenders, model, folder));
        Optional<CProgram.Limit> limit = Optional.empty();
        if (c.isPresent()) {
            limit = Optional.of(CProgram.limit(c.get(), model));
            System.out.printf("  machine: %s%n", limit.get());
        }
        single(preset, model, 1, limit);
        single(preset, model, keys, limit);
        ratios(preset, model);
        starts(preset);
    }

    private void single(Preset preset, Path model, int keys, Optional<CProgram.Limit> limit)
            throws IOException, InterruptedException {
        Map<Contender, double[]> times = new LinkedHashMap<>();
        contenders.forEach(contender -> times.put(contender, new double[rounds]));
        String what = keys == 1 ? "hot key" : "%,d keys at random".formatted(keys);
        for (int round = 0; round < rounds; round++) {
            progress(preset, what, round);
            for (Contender contender : contenders) {
                times.get(contender)[round] = contender.time(preset, model, keys, 1, effort);
            }
        }
        System.out.printf("  %-24s %9s %8s %9s%n", what, "us/event", "x C", "x limit");
        double inC = contenders.get(0).isC() ? median(times.get(contenders.get(0))) : Double.NaN;
        double least = limit.map(l -> l.micros(preset, keys == 1)).orElse(Double.NaN);
        times.forEach(
                (contender, values) ->
                        System.out.printf(
                                "  %-24s %9.2f %8.2f %9.2f%n",
                                contender.name(),
                                median(values),
                                median(values) / inC,
                                median(values) / least));
        System.out.printf(
                "  goals: better variant %.2f x C, plain Java %.2f x C; limit %.2f us%n",
                preset.goal, preset.plainGoal, least);
    }

    /** A batch's and a prefill's time an event against a single step's, in the same rounds. */
    private void ratios(Preset preset, Path model) throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            if (contender.isC()) {
                continue;
            }
            List<double[]> times = new ArrayList<>();
            for (int i = 0; i < BATCHES.length + 2; i++) {
                times.add(new double[rounds]);
            }
            for (int round = 0; round < rounds; round++) {
                progress(preset, contender.name() + " in batches and prefill", round);
                times.get(0)[round] = contender.time(preset, model, 1, 1, effort);
                for (int i = 0; i < BATCHES.length; i++) {
                    times.get(1 + i)[round] = contender.time(preset, model, 1, BATCHES[i], effort);
                }
                times.get(BATCHES.length + 1)[round] = contender.prefill(preset, effort);
            }
            double single = median(times.get(0));
            System.out.printf(
                    "  %-24s batch of 8: %.2f, of 32: %.2f of a step's time; prefill %.2f x as fast%n",
                    contender.name(),
                    median(times.get(1)) / single,
                    median(times.get(2)) / single,
                    single / median(times.get(3)));
        }
    }

    /** One fresh JVM each: shown to be read, not compared. */
    private void starts(Preset preset) throws IOException, InterruptedException {
        System.out.printf(
                "  fresh JVM, us/event up to  10 ms   30 ms  100 ms  300 ms     1 s     3 s   first event%n");
        for (Contender contender : contenders) {
            if (!contender.isC()) {
                String[] windows = contender.start(preset).split(" ", -1);
                StringBuilder line = new StringBuilder("  %-24s".formatted(contender.name()));
                for (String window : Arrays.copyOf(windows, windows.length - 1)) {
                    line.append("%8.1f".formatted(Double.parseDouble(window)));
                }
                System.out.printf("%s %13s%n", line, windows[windows.length - 1]);
            }
        }
    }

    private void progress(Preset preset, String what, int round) {
        System.err.printf("%s, %s: round %d of %d%n", preset.label(), what, round + 1, rounds);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
