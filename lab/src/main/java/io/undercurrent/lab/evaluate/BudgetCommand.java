package io.undercurrent.lab.evaluate;

import static io.undercurrent.command.OptionCheck.check;

import io.undercurrent.cli.evaluate.JudgedModels;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.detect.fleet.EpisodeBudget;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.evaluate.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a fleet keeps {@code alarm.budget}, and what it still finds. */
@Command(
        name = "budget",
        description = {
            "False episodes of simulated fleets under alarm.budget, and the anomalies that are found,",
            "beside the best threshold that hindsight could choose."
        },
        mixinStandardHelpOptions = true)
public final class BudgetCommand implements Callable<Integer> {
    @Option(
            names = "--runs",
            description = "Days, each of another fleet; default ${DEFAULT-VALUE}.")
    private int runs = 200;

    @Option(names = "--keys", description = "Of a fleet; default ${DEFAULT-VALUE}.")
    private int keys = 50;

    @Option(
            names = "--sites",
            description = "Groups of as many keys each; default ${DEFAULT-VALUE}.")
    private int sites = 5;

    @Option(
            names = "--before",
            paramLabel = "EVENTS",
            description = "Events of each key before the day; default ${DEFAULT-VALUE}.")
    private int before = 1500;

    @Option(
            names = "--budget",
            paramLabel = "EPISODES",
            description = "False episodes of a day; default ${DEFAULT-VALUE}.")
    private int budget = 5;

    @Option(names = "--seed", description = "Of the first fleet; default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin private JudgedModels models;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes budget.md and a histogram of the days (budget.svg) there.")
    private Path out;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check(runs >= 1, "--runs", runs, "1 and more");
        check(sites >= 2, "--sites", sites, "2 and more");
        check(keys >= 10 * sites, "--keys", keys, "10 x --sites and more");
        check(before >= 128, "--before", before, "128 and more");
        check(budget >= 1 && budget <= 1_000_000, "--budget", budget, "1 to 1000000");
        SequenceModel model = Models.load(models.model());
        List<Long> seeds = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            seeds.add(seed + run);
        }
        ProgressLine progress = new ProgressLine(command.commandLine().getErr());
        List<BudgetTrial.Result> results =
                new Workers(models.threads(), progress::report)
                        .run(
                                "fleets",
                                seeds,
                                one -> (long) keys * BudgetTrial.events(before),
                                (one, done) ->
                                        BudgetTrial.run(
                                                model, one, keys, sites, before, budget, done));
        BudgetReport report = new BudgetReport(results, budget);
        String text = head() + "\n" + report.table().markdown();
        PrintWriter standardOut = command.commandLine().getOut();
        standardOut.println(text);
        standardOut.flush();
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("budget.md"), text + "\n");
            Files.writeString(out.resolve("budget.svg"), report.picture());
        }
        return 0;
    }

    private String head() {
        return String.format(
                Locale.ROOT,
                """
                %d days, each of another fleet of %d keys in %d sites, an event a minute, after %d events of each key; seed %d; the scorer's model is %s.
                The budget is %d false episodes a day (on average %.2f, so that 95%% of the days keep it); on each day 3 in 10 keys away from
                the shock's site have an anomaly (where their family has planted ones), and all keys of one site have a spike at the same time.
                An episode of a key is false without an anomaly of the key in it, one of a site without an anomaly of any of its keys. The oracle is the one threshold for all keys' p-values
                that would have kept the budget on that day with the most alarms.
                """,
                runs,
                keys,
                sites,
                before,
                seed,
                models.model(),
                budget,
                new EpisodeBudget(budget, 1).mean());
    }
}
