package io.undercurrent.cli.evaluate;

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

/**
 * Prints the table of each set as soon as the set is done, and writes all tables and pictures to a
 * folder if one is named.
 */
public final class ForecastReport {
    private final PrintWriter out;
    private final Path folder;
    private final StringBuilder text = new StringBuilder();
    private final List<SetResult> sets = new ArrayList<>();

    ForecastReport(PrintWriter out, Path folder) throws IOException {
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

    /** Prints a set's result and draws its pictures. */
    public void set(SetResult result) throws IOException {
        sets.add(result);
        say(ForecastTables.caption(result) + "\n");
        say(ForecastTables.methods(List.of(result)).markdown());
        String name = result.set().replaceAll("[^A-Za-z0-9_.-]", "_");
        write(name + "-wql.svg", Pictures.wql(result));
        if (result.methods().contains(Method.SCORER)) {
            write(name + "-calibration.svg", Pictures.calibration(result, Method.SCORER));
        }
    }

    /** Writes the files of all sets, with everything that was printed until now. */
    void end() throws IOException {
        if (!sets.isEmpty()) {
            write("forecast.md", text.toString());
            write("forecast.csv", ForecastTables.methods(sets).csv());
            write("series.csv", ForecastTables.series(sets).csv());
        }
    }

    /** Prints a text and keeps it for {@code forecast.md}. */
    public void say(String words) {
        out.println(words);
        out.flush();
        text.append(words).append('\n');
    }

    /** Writes a file into the folder, if one is named. */
    public void write(String name, String content) throws IOException {
        if (folder != null) {
            Files.writeString(folder.resolve(name), content);
        }
    }
}
