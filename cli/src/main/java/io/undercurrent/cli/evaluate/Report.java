package io.undercurrent.cli.evaluate;

import io.undercurrent.training.evaluate.Goal;
import io.undercurrent.training.evaluate.Goals;
import io.undercurrent.training.evaluate.LongHorizon;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Method;
import io.undercurrent.training.report.ForecastTables;
import io.undercurrent.training.report.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints tables as their sets are done, and keeps all of it in a folder where one is named. */
final class Report {
    private final PrintWriter out;
    private final Path folder;
    private final StringBuilder text = new StringBuilder();
    private final List<SetResult> sets = new ArrayList<>();
    private final List<LongHorizon.Figure> figures = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    Report(PrintWriter out, Path folder) throws IOException {
        this.out = out;
        this.folder = folder;
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    void begin(String model) {
        say(
                String.format(
                        Locale.ROOT,
                        "Rolling forecasts, event by event, beside baselines; the scorer's model is %s.",
                        model));
        say(
                """
                MASE: mean error of the median / mean change over one season before scoring; WQL: levels .1 to .9;
                cov80, cov95: share within the bands; /method: WQL against that method's, geometric mean over series.
                """);
    }

    void set(SetResult result) throws IOException {
        sets.add(result);
        goals.addAll(Goals.of(result));
        say(ForecastTables.caption(result) + "\n");
        say(ForecastTables.methods(List.of(result)).markdown());
        if (folder != null) {
            String name = result.set().replaceAll("[^A-Za-z0-9_.-]", "_");
            write(name + "-wql.svg", Pictures.wql(result));
            if (result.methods().contains(Method.SCORER)) {
                write(name + "-calibration.svg", Pictures.calibration(result, Method.SCORER));
            }
        }
    }

    void longHorizon(List<LongHorizon.Figure> more) {
        figures.addAll(more);
        more.forEach(figure -> goals.addAll(Goals.of(figure)));
    }

    void end(boolean publicSets) throws IOException {
        if (!figures.isEmpty()) {
            say(
                    """
                    ETTh1, long horizons: 8640/2880/2880 events, z-scores by the first part, all channels, medians;
                    each method reads the stream from its start, so that its look-back is all before the window;
                    with L=96 it starts anew 96 events before each window.
                    rls-ar and rls-plus have a model a horizon and are left out here.
                    """);
            say(ForecastTables.longHorizon(figures).markdown());
        }
        if (publicSets && !goals.isEmpty()) {
            long reached = goals.stream().filter(Goal::reached).count();
            say(String.format(Locale.ROOT, "Goals: %d of %d reached.\n", reached, goals.size()));
            say(ForecastTables.goals(goals).markdown());
        }
        if (folder != null) {
            write("forecast.md", text.toString());
            write("forecast.csv", ForecastTables.methods(sets).csv());
            write("series.csv", ForecastTables.series(sets).csv());
            if (!figures.isEmpty()) {
                write("long-horizon.csv", ForecastTables.longHorizon(figures).csv());
            }
            write("goals.csv", ForecastTables.goals(goals).csv());
        }
    }

    private void say(String words) {
        out.println(words);
        out.flush();
        text.append(words).append('\n');
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
