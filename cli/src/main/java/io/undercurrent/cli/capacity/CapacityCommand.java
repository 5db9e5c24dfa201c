package io.undercurrent.cli.capacity;

import static io.undercurrent.command.OptionCheck.check;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabLayout;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.stream.keystates.StateCost;
import io.undercurrent.stream.runtime.Runtimes;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Prints the heap, disk, checkpoint size and cores that a number of keys needs. Sizes follow from
 * the slab's layout; the cost of an event is measured.
 */
@Command(
        name = "capacity",
        description = {
            "What a number of keys takes: bytes a key, heap or disk, checkpoint, cores.",
            "Bytes follow from the model and the options; an event's cost is measured on this machine."
        },
        mixinStandardHelpOptions = true)
public final class CapacityCommand implements Callable<Integer> {
    /** Long enough for the JIT compiler, and for a figure that repeats within a few percent. */
    private static final Duration MEASURED = Duration.ofSeconds(2);

    @Option(names = "--keys", paramLabel = "N", required = true, description = "Number of keys.")
    private long keys;

    @Option(
            names = "--model",
            paramLabel = "URI",
            defaultValue = Models.UNIVERSAL,
            description = "The model; default ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--rate",
            paramLabel = "E",
            description = "Events a second of all keys together; default: no cores are named.")
    private Double rate;

    @Option(
            names = "--channels",
            paramLabel = "C",
            defaultValue = "1",
            description = "Value fields of an event; default ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--rebuild-events",
            paramLabel = "R",
            defaultValue = "256",
            description = "As job.rebuild-events; default ${DEFAULT-VALUE}.")
    private int rebuildEvents;

    @Option(
            names = "--state-precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "As job.state-precision, fp32 or fp16; default ${DEFAULT-VALUE}.")
    private JobOptions.Precision precision;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        check(keys >= 1 && keys <= 1_000_000_000_000L, "--keys", keys, "1 to 10^12");
        check(
                rate == null || (rate > 0 && rate <= 1e9),
                "--rate",
                rate,
                "events a second above 0 to 10^9");
        SequenceModel loaded = Runtimes.only().loadModel(model);
        ScorerOptions options =
                ScorerOptions.builder(channels)
                        .ring(rebuildEvents)
                        .halfStates(precision == JobOptions.Precision.FP16)
                        .build();
        Scorer scorer = new Scorer(loaded, options, 1);
        PrintWriter out = command.commandLine().getOut();
        out.printf(Locale.ROOT, "model %s, value fields %d%n", loaded.id(), channels);
        state(scorer.layout(), out);
        cost(scorer, out);
        out.flush();
        return 0;
    }

    private void state(SlabLayout layout, PrintWriter out) {
        out.printf(Locale.ROOT, "%nbytes a key, however long its history%n");
        for (SlabLayout.Component part : layout.components()) {
            out.printf(Locale.ROOT, "  %-22s %,12d%n", part.name(), part.bytes());
        }
        long slab = layout.bytes();
        out.printf(Locale.ROOT, "  %-22s %,12d%n", "in all", slab);
        long heap = StateCost.heap(slab);
        long stored = StateCost.stored(slab);
        out.printf(Locale.ROOT, "%n%,d keys%n", keys);
        line(out, "hashmap: heap", Bytes.of(keys, heap));
        line(out, "hashmap: checkpoint", Bytes.of(keys, stored));
        line(out, "rocksdb: local disk", "about " + Bytes.of(keys, stored));
        line(out, "rocksdb: checkpoint", "about " + Bytes.of(keys, stored) + ", incremental");
        out.printf(
                Locale.ROOT,
                "  rocksdb's files are not compressed and take that once they are compacted;%n"
                        + "  its heap is job.cache-size an instance, twice while a checkpoint is written, and its memory%n"
                        + "  beside the heap Flink's managed memory; both backends' figures are for all instances together,%n"
                        + "  and a checkpoint is kept twice while the next one is written%n");
    }

    private void cost(Scorer scorer, PrintWriter out) {
        WarmUp.run(scorer, MEASURED);
        long start = System.nanoTime();
        long events = WarmUp.run(scorer, MEASURED);
        double micros = (System.nanoTime() - start) / 1e3 / events;
        out.printf(
                Locale.ROOT,
                "%nscoring, with a forecast every %d events, one core of this machine: %.1f us an event (%,d events just now)%n",
                ScorerOptions.defaults(1).forecastEvery(),
                micros,
                events);
        if (rate != null) {
            line(out, "cores for scoring", String.format(Locale.ROOT, "%.2f", rate * micros / 1e6));
        }
        out.println("  Kafka, Avro, Flink and the state backend come on top and are not included");
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "  %-22s %s%n", name, value);
    }
}
