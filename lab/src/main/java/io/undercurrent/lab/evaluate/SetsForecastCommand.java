package io.undercurrent.lab.evaluate;

import io.undercurrent.cli.evaluate.ForecastCommand;
import io.undercurrent.cli.evaluate.ForecastComparison;
import io.undercurrent.lab.sets.PublicSet;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program's {@code evaluate forecast}, which without a file judges the public sets. */
@Command(
        name = "forecast",
        description = {
            "Rolling forecasts of the real scorer beside baselines, each given the same events.",
            "On your own data: undercurrent evaluate forecast --csv FILE",
            "On the public sets: undercurrent evaluate forecast --data FOLDER"
        },
        mixinStandardHelpOptions = true)
public final class SetsForecastCommand extends ForecastCommand {
    private static final List<Integer> LONG = List.of(96, 720);

    /** What models with a window are given; the scorer also reads from the start. */
    private static final List<Integer> LOOK_BACKS = List.of(96, 336);

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "../shared/data",
            description = "Where the public sets are; default ${DEFAULT-VALUE}.")
    private Path data;

    @Option(
            names = "--sets",
            split = ",",
            paramLabel = "SET",
            description = "ETTh1, pjm, vic_elec, los_speed, bike_share, m4_weekly; default all.")
    private List<String> sets = Arrays.stream(PublicSet.values()).map(PublicSet::id).toList();

    @Option(
            names = "--all-series",
            description = "All 207 sensors of los_speed instead of the first 60.")
    private boolean allSeries;

    @Option(
            names = "--long-stride",
            paramLabel = "EVENTS",
            defaultValue = "1",
            description =
                    "Events from one origin to the next for ETTh1's long horizons, 0 leaves them out; default ${DEFAULT-VALUE}.")
    private int longStride;

    @Override
    protected void judgeWithoutFile(ForecastComparison comparison) throws IOException {
        if (longStride < 0) {
            throw new IllegalArgumentException(
                    "--long-stride = " + longStride + ": allowed are 0 and more");
        }
        List<PublicSet> named = sets.stream().map(PublicSet::of).toList();
        List<List<Series>> series = new ArrayList<>();
        for (PublicSet set : named) {
            series.add(set.load(data, allSeries)); // what is missing is said before hours of work
        }
        List<Goal> goals = new ArrayList<>();
        List<LongHorizon.Figure> figures = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            PublicSet set = named.get(i);
            Plan plan =
                    set == PublicSet.M4_WEEKLY
                            ? Plan.lastWindow(PublicSet.M4_HORIZON)
                            : comparison.plan();
            SetResult result = comparison.judge(set.id(), series.get(i), plan);
            goals.addAll(Goals.of(result));
            if (set == PublicSet.ETTH1 && longStride > 0) {
                figures.addAll(longHorizons(comparison, series.get(i)));
            }
        }
        figures.forEach(figure -> goals.addAll(Goals.of(figure)));
        report(comparison, figures, goals);
    }

    private List<LongHorizon.Figure> longHorizons(
            ForecastComparison comparison, List<Series> series) {
        LongHorizon protocol =
                new LongHorizon(longStride, comparison.threads(), comparison.progress());
        List<Method> scorer =
                comparison.methods().stream().filter(m -> m.name().equals(Method.SCORER)).toList();
        List<LongHorizon.Figure> figures = new ArrayList<>();
        for (int h : LONG) {
            figures.addAll(protocol.run(series, h, scorer, comparison.baselines(), LOOK_BACKS));
        }
        return figures;
    }

    private static void report(
            ForecastComparison comparison, List<LongHorizon.Figure> figures, List<Goal> goals)
            throws IOException {
        if (!figures.isEmpty()) {
            comparison
                    .report()
                    .say(
                            """
                            ETTh1, long horizons: 8640/2880/2880 events, z-scores by the first part, all channels, medians;
                            each method reads the stream from its start, so that its look-back is all before the window;
                            with L=96 it starts without state 96 events before each window.
                            rls-ar and rls-plus have a model a horizon and are left out here.
                            """);
            comparison.report().say(GoalTables.longHorizon(figures).markdown());
            comparison.report().write("long-horizon.csv", GoalTables.longHorizon(figures).csv());
        }
        if (!goals.isEmpty()) {
            long reached = goals.stream().filter(Goal::reached).count();
            comparison
                    .report()
                    .say(
                            String.format(
                                    Locale.ROOT,
                                    "Goals: %d of %d reached.\n",
                                    reached,
                                    goals.size()));
            comparison.report().say(GoalTables.goals(goals).markdown());
        }
        comparison.report().write("goals.csv", GoalTables.goals(goals).csv());
    }
}
