package io.undercurrent.cli.state;

import io.undercurrent.cli.run.RuntimeOption;
import io.undercurrent.schemas.Micros;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.scorer.SlabView;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.runtime.StreamRuntime.SavedKey;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what one key state holds. */
@Command(
        name = "get",
        description = "Print one key's state from a checkpoint or savepoint.",
        mixinStandardHelpOptions = true)
public final class GetCommand implements Callable<Integer> {
    @Mixin private StateOption state;
    @Mixin private RuntimeOption option;

    @Option(names = "--key", paramLabel = "KEY", required = true, description = "The key.")
    private String key;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many of its newest events are printed; default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--config",
            paramLabel = "stream.yaml",
            description =
                    "The stream's declaration: its model then says what it expects next of the key.")
    private Path config;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (events < 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--events = %d: allowed are 0 and more", events));
        }
        Optional<StreamSpec> spec =
                config == null ? Optional.empty() : Optional.of(StreamSpec.load(config));
        StreamRuntime runtime = spec.isPresent() ? option.of(spec.get()) : option.any();
        SavedKey saved = runtime.savedKey(state.checkpoint(spec), key);
        byte[] bytes = saved.slab();
        Slab slab = SlabCodec.decode(bytes, bytes.length);
        PrintWriter out = command.commandLine().getOut();
        line(out, "savepoint", saved.place());
        line(out, "state of", saved.identity());
        line(out, "key", key);
        line(
                out,
                "key state",
                String.format(
                        Locale.ROOT,
                        "%,d bytes, of the weights %016x",
                        bytes.length,
                        slab.modelHash()));
        print(slab, new SlabView(slab), out);
        if (spec.isPresent()) {
            forecast(slab, spec.get(), runtime.loadModel(spec.get().model()), out);
        }
        out.flush();
        return 0;
    }

    private void print(Slab slab, SlabView view, PrintWriter out) {
        line(
                out,
                "events",
                String.format(Locale.ROOT, "%,d, %,d with a value", slab.events(), view.valued()));
        line(out, "newest event", time(slab.lastTimeMicros()));
        line(
                out,
                "usual gap",
                String.valueOf(Duration.of(slab.usualGapMicros(), ChronoUnit.MICROS)));
        line(
                out,
                "kept events",
                String.format(Locale.ROOT, "%d of at most %d", view.held(), view.capacity()));
        long[] times = new long[view.held()];
        double[][] values = new double[view.held()][view.fields()];
        view.read(times, values);
        for (int i = Math.max(0, times.length - events); i < times.length; i++) {
            line(out, "  " + time(times[i]), Arrays.toString(values[i]));
        }
    }

    private void forecast(Slab slab, StreamSpec spec, SequenceModel model, PrintWriter out) {
        Scorer scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        ForecastOutput forecast = new ForecastOutput(StreamOptions.scorer(spec));
        Slab own = scorer.adopt(slab);
        if (own != slab) {
            line(
                    out,
                    "rebuilt",
                    "of the kept events, as the declaration has other weights or options");
        }
        if (!scorer.forecasts() || !scorer.forecast(own, forecast)) {
            line(out, "next", "nothing can be said");
            return;
        }
        int levels = spec.forecast().quantiles().size();
        for (int c = 0; c < spec.source().values().size(); c++) {
            double[] quantiles = forecast.quantiles[c];
            line(
                    out,
                    "next " + spec.source().values().get(c),
                    String.format(
                            Locale.ROOT,
                            "%.6g, %s to %s: %.6g to %.6g",
                            forecast.median[c][0],
                            spec.forecast().quantiles().get(0),
                            spec.forecast().quantiles().get(levels - 1),
                            quantiles[0],
                            quantiles[levels - 1]));
        }
    }

    private static String time(long micros) {
        return micros == Long.MIN_VALUE ? "none" : Micros.instant(micros).toString();
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-22s %s%n", name, value);
    }
}
