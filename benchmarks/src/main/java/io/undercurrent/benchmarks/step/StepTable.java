package io.undercurrent.benchmarks.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Measures round by round, each contender once a round, and prints medians. */
final class StepTable {
    private static final int[] BATCHES = {8, 32};

    /** The default of job.jit-warm-up, in milliseconds. */
    private static final int WARM_UP = 300;

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

    void print(Preset preset, int keys, boolean stepsOnly)
            throws IOException, InterruptedException {
        Path model = folder.resolve(preset.label());
        StepModelFile.write(preset, model);
        System.out.printf(
                Locale.ROOT,
                "%n%s: state %,d bytes a key, weights %,d bytes. %s%n",
                preset.label(),
                preset.stateBytes(),
                preset.weightBytes(),
                Outputs.compare(preset, contenders, model, folder));
        Optional<CProgram.Limit> limit = Optional.empty();
        if (c.isPresent()) {
            limit = Optional.of(CProgram.limit(c.get(), model));
            System.out.printf(Locale.ROOT, "  machine: %s%n", limit.get());
        }
        single(preset, model, 1, limit);
        single(preset, model, keys, limit);
        if (!stepsOnly) {
            ratios(preset, model);
            starts(preset);
        }
    }

    private void single(Preset preset, Path model, int keys, Optional<CProgram.Limit> limit)
            throws IOException, InterruptedException {
        Map<Contender, double[]> times = new LinkedHashMap<>();
        contenders.forEach(contender -> times.put(contender, new double[rounds]));
        String what =
                keys == 1 ? "hot key" : String.format(Locale.ROOT, "%,d keys at random", keys);
        for (int round = 0; round < rounds; round++) {
            progress(preset, what, round);
            for (Contender contender : contenders) {
                times.get(contender)[round] = contender.time(preset, model, keys, 1, effort);
            }
        }
        System.out.printf(Locale.ROOT, "  %-24s %9s %8s %9s%n", what, "us/event", "x C", "x limit");
        double inC = contenders.get(0).isC() ? median(times.get(contenders.get(0))) : Double.NaN;
        double least = limit.map(l -> l.micros(preset, keys == 1)).orElse(Double.NaN);
        times.forEach(
                (contender, values) ->
                        System.out.printf(
                                Locale.ROOT,
                                "  %-24s %9.2f %8.2f %9.2f%n",
                                contender.name(),
                                median(values),
                                median(values) / inC,
                                median(values) / least));
        System.out.printf(
                Locale.ROOT,
                "  goals: better variant %.2f x C, plain Java %.2f x C; limit %.2f us%n",
                preset.goal,
                preset.plainGoal,
                least);
    }

    /** A batch's time an event against single steps of as many keys, a prefill's against steps. */
    private void ratios(Preset preset, Path model) throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            if (contender.isC()) {
                continue;
            }
            StringBuilder line =
                    new StringBuilder(String.format(Locale.ROOT, "  %-24s", contender.name()));
            double[] prefill = new double[rounds];
            double[] hot = new double[rounds];
            for (int batch : BATCHES) {
                double[] ratio = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    progress(
                            preset,
                            String.format(Locale.ROOT, "%s, batch of %d", contender.name(), batch),
                            round);
                    ratio[round] =
                            contender.time(preset, model, batch, batch, effort)
                                    / contender.time(preset, model, batch, 1, effort);
                }
                line.append(
                        String.format(
                                Locale.ROOT,
                                " batch of %d: %.2f of single steps,",
                                batch,
                                median(ratio)));
            }
            for (int round = 0; round < rounds; round++) {
                progress(preset, contender.name() + ", prefill", round);
                hot[round] = contender.time(preset, model, 1, 1, effort);
                prefill[round] = contender.prefill(preset, effort);
            }
            double faster = median(hot) / median(prefill);
            System.out.printf(Locale.ROOT, "%s prefill %.2f x as fast as steps%n", line, faster);
        }
    }

    /** One fresh JVM each: shown to be read, not compared. */
    private void starts(Preset preset) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "  fresh JVM, us/event up to  10 ms   30 ms  100 ms  300 ms     1 s     3 s   first event%n");
        for (Contender contender : contenders) {
            if (!contender.isC()) {
                start(contender, preset, 0);
                start(contender, preset, WARM_UP);
            }
        }
    }

    private static void start(Contender contender, Preset preset, int warmMillis)
            throws IOException, InterruptedException {
        String[] windows = contender.start(preset, warmMillis).split(" ", -1);
        String name = contender.name() + (warmMillis == 0 ? "" : ", warmed up");
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-24s", name));
        for (String window : Arrays.copyOf(windows, windows.length - 1)) {
            line.append(String.format(Locale.ROOT, "%8.1f", Double.parseDouble(window)));
        }
        System.out.printf(Locale.ROOT, "%s %13s%n", line, windows[windows.length - 1]);
    }

    private void progress(Preset preset, String what, int round) {
        System.err.printf(
                Locale.ROOT, "%s, %s: round %d of %d%n", preset.label(), what, round + 1, rounds);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
