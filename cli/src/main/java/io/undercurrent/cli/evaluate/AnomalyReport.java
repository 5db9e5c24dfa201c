package io.undercurrent.cli.evaluate;

import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.SeriesDetections;
import io.undercurrent.training.report.AnomalyTables;
import io.undercurrent.training.report.SeriesPicture;
import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the table of each set as soon as the set is done. If a folder is named, it receives the
 * tables, a picture per series, a page with all of them, and what each detector said of each event.
 */
public final class AnomalyReport {
    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Anomalies</title>
            <style>
            body { font-family: sans-serif; margin: 2em; max-width: 1100px; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { border: 1px solid #cccccc; padding: 0.2em 0.6em; text-align: left; }
            img { display: block; margin: 1em 0; }
            </style></head><body>
            """;

    private final PrintWriter out;
    private final Path folder;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder page = new StringBuilder(PAGE);
    private final List<AnomalyFigures> sets = new ArrayList<>();

    AnomalyReport(PrintWriter out, Path folder) throws IOException {
        this.out = out;
        this.folder = folder;
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    void begin(String model, double alarmRate) {
        say(
                String.format(
                        Locale.ROOT,
                        """
                        Anomalies, event by event, each detector with one configuration for all series; the scorer's model is %s.
                        F1, FAR, MAR and event F1 without "from alarms" use the one threshold for the set that is best by its labels, unless
                        --thresholds gives it; "from alarms" is the detector's own alarms, at the declared rate of %s if it takes one. In
                        brackets: 90%% intervals of a bootstrap over series. Rates count events outside anomalies; an episode ends with 24
                        events without alarm.
                        """,
                        model,
                        alarmRate));
    }

    /** Prints a set's figures, and writes its pictures and scores. */
    public void set(AnomalyFigures figures) throws IOException {
        sets.add(figures);
        String set = figures.result().set();
        section(AnomalyTables.caption(figures.result()), AnomalyTables.figures(figures));
        if (folder == null) {
            return;
        }
        for (SeriesDetections one : figures.result().series()) {
            String picture = fileName(set) + "/" + seriesFile(one) + ".svg";
            write(picture, SeriesPicture.of(one, figures.result().methods()));
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<h3>%s</h3>%n<img src=\"%s\" alt=\"\">%n",
                            Table.escaped(one.series().name()),
                            picture));
            for (int k = 0; k < one.methods().size(); k++) {
                String method = figures.result().methods().get(k).name();
                write(
                        String.format(
                                Locale.ROOT,
                                "%s/scores/%s/%s.csv",
                                fileName(set),
                                fileName(method),
                                seriesFile(one)),
                        AnomalyTables.events(one, k).csv());
            }
        }
    }

    /** Prints a further table under a caption. */
    public void section(String caption, Table table) {
        say(caption + "\n");
        say(table.markdown());
        page.append(
                String.format(
                        Locale.ROOT, "<h2>%s</h2>%n%s", Table.escaped(caption), table.html()));
    }

    /** Writes the files of all sets, with everything that was printed until now. */
    void end() throws IOException {
        write("anomalies.md", text.toString());
        write("anomalies.csv", AnomalyTables.all(sets).csv());
        write("series.csv", AnomalyTables.series(sets).csv());
        write("index.html", page + "</body></html>\n");
    }

    /** Prints a text and keeps it for {@code anomalies.md}. */
    public void say(String words) {
        out.println(words);
        out.flush();
        text.append(words).append('\n');
    }

    /** Writes a file into the folder, if one is named. */
    public void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file of bytes into the folder, if one is named. */
    public void write(String name, byte[] content) throws IOException {
        if (folder != null) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }

    /** The name of a series' files, without the end of the file that it came from. */
    private static String seriesFile(SeriesDetections one) {
        return fileName(one.series().name().replaceAll("\\.csv(\\.gz)?$", ""));
    }

    private static String fileName(String words) {
        return words.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
