package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Medians;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Prints a comparison. */
final class PipelineTable {
    /** What the pipeline may cost beside its parts. */
    private static final double GOAL = 1.5;

    private PipelineTable() {}

    static void head(Setting setting, int events, int rounds) {
        print(
                "%,d events of %,d keys, %d partitions, exactly once; backend %s, parallelism %d; bare scorer in batches of %d; %d checkpoints a run%n",
                events,
                setting.keys(),
                setting.partitions(),
                setting.backend(),
                setting.parallelism(),
                setting.batch(),
                setting.checkpoints());
        print("CPU microseconds an event, medians of %d rounds by turns%n", rounds);
    }

    static void print(String model, Comparison found) {
        double[] a = micros(found.jobs);
        double[] b = micros(found.touches);
        double[] c = found.bare.stream().mapToDouble(Double::doubleValue).toArray();
        double[] ratios =
                IntStream.range(0, a.length).mapToDouble(i -> a[i] / (b[i] + c[i])).toArray();
        print("%n%s, %,d bytes a key%n", model, found.slabBytes);
        row("A  the job", a);
        row("B  the same without a model", b);
        row("C  bare scorer", c);
        double ofMedians = Medians.of(a) / (Medians.of(b) + Medians.of(c));
        double worse = Math.max(ofMedians, Medians.of(ratios));
        print(
                "   A / (B + C)                  %8.2f  (%.2f to %.2f); of the medians %.2f; goal: at most %.1f: %s%n",
                Medians.of(ratios),
                Medians.least(ratios),
                Medians.most(ratios),
                ofMedians,
                GOAL,
                worse <= GOAL ? "reached" : "missed");
        print("   by threads                          A        B%n");
        for (String role : found.jobs.get(0).roles().keySet()) {
            print(
                    "     %-38s %6.2f   %6.2f%n",
                    role, role(found.jobs, role), role(found.touches, role));
        }
        print(
                "   A: %,.0f events/s, a checkpoint each %.1f s; B: %,.0f events/s%n",
                Medians.of(found.jobs.stream().mapToDouble(PipelineTable::rate).toArray()),
                Medians.of(
                        found.jobs.stream()
                                .mapToDouble(run -> run.seconds() / run.checkpoints())
                                .toArray()),
                Medians.of(found.touches.stream().mapToDouble(PipelineTable::rate).toArray()));
        stored("A", found.jobs);
        stored("B", found.touches);
        print(
                "   every round: all scores of A equal C's to the bit; A and B committed alike: %s%n",
                found.results);
    }

    private static void stored(String side, List<JobRun> runs) {
        double[] bytes = of(runs, run -> (double) run.stored().checkpointBytes() / run.events());
        double[] pauses =
                runs.stream()
                        .flatMap(run -> run.stored().pauses().stream())
                        .mapToDouble(p -> p)
                        .toArray();
        print(
                "   %s: checkpoints %,.0f bytes an event; a checkpoint stops the stream for %.0f ms, at most %.0f",
                side, Medians.of(bytes), Medians.of(pauses), Medians.most(pauses));
        double[] put = of(runs, run -> (double) run.stored().rocksDb().put() / run.measured());
        if (Medians.most(put) > 0) {
            print(
                    "; RocksDB: %,.0f bytes an event put, %.2f times that written to files",
                    Medians.of(put),
                    Medians.of(of(runs, run -> run.stored().rocksDb().amplification())));
        }
        print("%n");
    }

    private static double[] of(List<JobRun> runs, ToDoubleFunction<JobRun> figure) {
        return runs.stream().mapToDouble(figure).toArray();
    }

    private static double rate(JobRun run) {
        return run.measured() / run.seconds();
    }

    private static double[] micros(List<JobRun> runs) {
        return runs.stream().mapToDouble(JobRun::micros).toArray();
    }

    private static double role(List<JobRun> runs, String role) {
        return Medians.of(
                runs.stream()
                        .mapToDouble(run -> run.roles().get(role) / 1e3 / run.measured())
                        .toArray());
    }

    private static void row(String name, double[] values) {
        print(
                "%-31s %8.2f  (%.2f to %.2f)%n",
                name, Medians.of(values), Medians.least(values), Medians.most(values));
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
