package io.undercurrent.lab.evaluate;

import static io.undercurrent.command.OptionCheck.check;

import io.undercurrent.cli.evaluate.JudgedModels;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.detector.DetectorMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether alarms are as rare as {@code alarm.rate} states, on streams without anomalies. */
@Command(
        name = "rates",
        description = {
            "Alarms of the real scorer on generated streams without anomalies, beside stated rates.",
            "A model beside has a table of its own."
        },
        mixinStandardHelpOptions = true)
public final class RatesCommand implements Callable<Integer> {
    @Option(
            names = "--keys",
            description = "Streams; the families by turns; default ${DEFAULT-VALUE}.")
    private int keys = 200;

    @Option(names = "--events", description = "Of each stream; default ${DEFAULT-VALUE}.")
    private int events = 5000;

    @Option(
            names = "--from",
            paramLabel = "EVENTS",
            description =
                    "First events of each stream that do not count; default ${DEFAULT-VALUE}, as alarm.warmup.")
    private int from = ScorerOptions.defaults(1).warmup();

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "RATE",
            description =
                    "Stated rates, each declared to a scorer of its own; default 0.1,0.01,0.001,0.0001.")
    private List<Double> rates = List.of(0.1, 0.01, 0.001, 0.0001);

    @Option(names = "--seed", description = "Of the streams; default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin private JudgedModels models;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Writes rates.md, and for each model its counts (CSV) and calibration curve (SVG) there.")
    private Path out;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check(keys >= 1, "--keys", keys, "1 and more");
        check(events >= 2, "--events", events, "2 and more");
        check(from >= 0 && from < events, "--from", from, "0 to " + (events - 1));
        for (double rate : rates) {
            check(rate > 0 && rate <= 0.2, "--rates", rate, "rates above 0 to 0.2");
        }
        check(
                rates.stream().distinct().count() == rates.size(),
                "--rates",
                rates,
                "different rates");
        List<DetectorMethod> methods = methods();
        if (out != null) {
            Files.createDirectories(out);
        }
        StringBuilder text = new StringBuilder();
        say(text, head());
        AlarmRates alarms = new AlarmRates(seed, keys, events, from, rates);
        List<RateRow> independent = RateRow.of(RateRow.INDEPENDENT, alarms.independent(), rates);
        ProgressLine progress = new ProgressLine(command.commandLine().getErr());
        for (DetectorMethod method : methods) {
            List<AlarmRates.Count> counts = alarms.run(method, models.threads(), progress::report);
            List<List<RateRow>> rows = RateRow.of(counts, rates);
            String picture = RatePicture.of(method.name() + ": observed and stated rates", rows);
            rows.add(independent);
            say(text, method.name() + "\n");
            say(text, RateRow.table(rows).markdown());
            write("rates-" + method.name() + ".svg", picture);
            write("rates-" + method.name() + ".csv", RateRow.counts(rows).csv());
        }
        write("rates.md", text.toString());
        return 0;
    }

    private String head() {
        List<String> gaps = new ArrayList<>();
        for (double rate : rates) {
            gaps.add(
                    String.format(
                            Locale.ROOT, "%d at %s", AlarmRates.gap(rate), RateRow.plain(rate)));
        }
        return String.format(
                Locale.ROOT,
                """
                Episodes of alarms on %d streams of %d events without anomalies, from event %d on, seed %d; the scorer's model is %s.
                An alarm starts an episode if the one before is more than a gap ago, in events: %s.
                At a stated rate: episodes over the number that this rate allows. In band: share of the streams whose number of episodes
                is in the 95%% band of a binomial distribution of this rate.
                The last row is what independent alarms at exactly the stated rate give.
                """,
                keys,
                events,
                from,
                seed,
                models.model(),
                String.join(", ", gaps));
    }

    private List<DetectorMethod> methods() throws IOException {
        List<DetectorMethod> methods = new ArrayList<>();
        methods.add(DetectorMethod.scorer(DetectorMethod.SCORER, Models.load(models.model())));
        for (Map.Entry<String, String> other : models.beside().entrySet()) {
            methods.add(DetectorMethod.scorer(other.getKey(), Models.load(other.getValue())));
        }
        return methods;
    }

    private void say(StringBuilder text, String words) {
        PrintWriter standardOut = command.commandLine().getOut();
        standardOut.println(words);
        standardOut.flush();
        text.append(words).append('\n');
    }

    private void write(String name, String content) throws IOException {
        if (out != null) {
            Files.writeString(out.resolve(name.replaceAll("[^A-Za-z0-9_.-]", "_")), content);
        }
    }
}
