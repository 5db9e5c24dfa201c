package io.undercurrent.lab.evaluate;

import io.undercurrent.command.ProgressLine;
import io.undercurrent.lab.pretrain.Pretraining;
import io.undercurrent.lab.pretrain.StateTrial;
import io.undercurrent.lab.synthetic.StateTask;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.events.NextEventScore;
import io.undercurrent.training.events.NextEvents;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import io.undercurrent.training.report.EventTable;
import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the recurrent state earns its place, on tasks that are made for it. */
@Command(
        name = "state",
        description = {
            "Train the Mamba-2 trunk and an MLP of the same inputs on generated tasks that need a memory,",
            "and compare their forecasts on other series of the same kind, through the real scorer."
        },
        mixinStandardHelpOptions = true)
public final class StateCommand implements Callable<Integer> {
    /** Places among what {@link #nextEvents} returns. */
    private static final int STATE = 0;

    private static final int NONE = 1;

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "TASK",
            description =
                    "long-period, undeclared-season, hidden-regime, irregular-sampling, leading-channels, discrete-order; default all.")
    private List<String> tasks = Arrays.stream(StateTask.values()).map(StateTask::id).toList();

    @Option(
            names = "--tokens",
            description = "To train on, a task and trunk; default ${DEFAULT-VALUE}.")
    private long tokens = 1_500_000;

    @Option(names = "--seed", description = "Of weights and series; default the bundled model's.")
    private long seed = Pretraining.DEFAULT_SEED;

    @Option(
            names = "--series",
            description = "Series that are scored, a task; default ${DEFAULT-VALUE}.")
    private int series = 8;

    @Option(names = "--events", description = "Of a scored series; default ${DEFAULT-VALUE}.")
    private int events = 3000;

    @Option(names = "--threads", description = "Default: all processors. No figure changes.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes state.md and state.csv there.")
    private Path out;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check("--tokens", tokens, 1);
        check("--series", series, 1);
        check("--events", events, 400);
        check("--threads", threads, 1);
        List<StateTask> chosen = tasks.stream().map(StateTask::of).toList();
        if (out != null) {
            Files.createDirectories(out);
        }
        List<SetResult> results = new ArrayList<>();
        Map<StateTask, List<NextEventScore>> nextEvents = new LinkedHashMap<>();
        for (StateTask task : chosen) {
            task.tokens()
                    .match(
                            numbers -> results.add(run(task)),
                            events -> nextEvents.put(task, nextEvents(task, events)));
        }
        Table table = StateTable.of(results);
        StringBuilder events = new StringBuilder();
        nextEvents.forEach(
                (task, all) -> {
                    StateTable.add(table, task.id(), all.get(STATE), all.get(NONE));
                    String methods = EventTable.of(all).markdown();
                    events.append(
                            String.format(
                                    Locale.ROOT, "%n%s, next event%n%n%s", task.id(), methods));
                });
        StringBuilder text = new StringBuilder();
        chosen.forEach(
                task ->
                        text.append(
                                String.format(Locale.ROOT, "%s: %s%n", task.id(), task.words())));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nseed %d, %d tokens a task and trunk, %d series of %d events scored from 20%%; WQL, of discrete-order nats an event%n%n",
                        seed,
                        tokens,
                        series,
                        this.events));
        text.append(table.markdown()).append(events);
        PrintWriter standardOut = command.commandLine().getOut();
        standardOut.println(text);
        standardOut.flush();
        if (out != null) {
            Files.writeString(out.resolve("state.md"), text);
            Files.writeString(out.resolve("state.csv"), table.csv());
        }
        return 0;
    }

    /** Scores of the next discrete event: with a state, without one, and by counting. */
    private List<NextEventScore> nextEvents(StateTask task, EventOptions codes) {
        ProgressLine progress = new ProgressLine(command.commandLine().getErr());
        NextEvents scored = new NextEvents(heldBack(task), one -> one.length() / 5);
        List<NextEventScore> all = new ArrayList<>();
        for (Trunk trunk : List.of(Trunk.MAMBA2, Trunk.MLP)) {
            all.add(scored.of(StateTable.name(trunk), trained(task, trunk, progress)));
        }
        all.add(scored.ngram(4, codes));
        return all;
    }

    /** The same for every trunk. */
    private List<Series> heldBack(StateTask task) {
        return new StateTrial(task, Trunk.MAMBA2, tokens, seed).heldBack(series, events);
    }

    private SequenceModel trained(StateTask task, Trunk trunk, ProgressLine progress) {
        String what = String.format(Locale.ROOT, "%s, training %s", task.id(), trunk);
        return new StateTrial(task, trunk, tokens, seed)
                .run(threads, (done, total) -> progress.report(what, done, total));
    }

    private SetResult run(StateTask task) {
        ProgressLine progress = new ProgressLine(command.commandLine().getErr());
        List<Method> methods = new ArrayList<>();
        for (Trunk trunk : Trunk.values()) {
            methods.add(
                    Method.scorer(StateTable.name(trunk), trained(task, trunk, progress), false));
        }
        for (Baseline baseline : List.of(Baseline.NAIVE, Baseline.RLS_AR)) {
            methods.add(baseline.method());
        }
        return new Evaluation(methods, threads, progress::report)
                .run(task.id(), heldBack(task), Plan.rolling(task.horizons(), 0.2, 1));
    }

    private static void check(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "%s = %d: allowed are %d and more", name, value, least));
        }
    }
}
