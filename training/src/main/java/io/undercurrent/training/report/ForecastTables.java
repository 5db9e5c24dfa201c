package io.undercurrent.training.report;

import static io.undercurrent.training.report.Table.number;
import static io.undercurrent.training.report.Table.significant;

import io.undercurrent.training.evaluate.Score;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables of a forecast evaluation. */
public final class ForecastTables {
    private ForecastTables() {}

    /**
     * Describes a set and its evaluation in one line.
     *
     * @param result the set's scores
     * @return the line, without its end
     */
    public static String caption(SetResult result) {
        String how =
                result.plan().lastWindow()
                        ? "last window of each series"
                        : String.format(
                                Locale.ROOT,
                                "scored from %s%%, an origin every %d events",
                                number(100 * result.plan().split(), 0),
                                result.plan().stride());
        boolean none = result.seasons()[0] == 1;
        return String.format(
                Locale.ROOT,
                "%s: %d series, %d events, seasons %s%s; %s",
                result.set(),
                result.series().size(),
                result.events(),
                Arrays.toString(result.seasons()),
                none ? " (so seasonal-naive is naive)" : "",
                how);
    }

    /**
     * One row per set, horizon and method: MASE, WQL, coverage, WQL over that of each baseline
     * (geometric mean over the series), times.
     *
     * @param results of any sets with the same methods
     * @return the table
     */
    public static Table methods(List<SetResult> results) {
        List<String> methods = results.get(0).methods();
        List<String> bases =
                Arrays.stream(Baseline.values())
                        .map(Baseline::id)
                        .filter(methods::contains)
                        .toList();
        List<String> header =
                new ArrayList<>(List.of("set", "h", "method", "MASE", "WQL", "cov80", "cov95"));
        bases.forEach(base -> header.add("/" + base));
        header.addAll(List.of("us/event", "us/forecast"));
        Table table = new Table(header);
        for (SetResult result : results) {
            for (int row = 0; row < result.horizons().size(); row++) {
                for (String method : methods) {
                    table.add(row(result, row, method, bases));
                }
            }
        }
        return table;
    }

    private static List<String> row(SetResult result, int row, String method, List<String> bases) {
        Score total = result.total(method, row);
        List<String> cells = new ArrayList<>();
        cells.addAll(List.of(result.set(), result.horizons().get(row), method));
        cells.add(number(result.mase(method, row), 3));
        cells.add(significant(total.wql()));
        cells.add(number(total.coverage80(), 3));
        cells.add(number(total.coverage95(), 3));
        for (String base : bases) {
            cells.add(base.equals(method) ? "1" : number(result.ratio(method, base, row), 3));
        }
        cells.add(number(result.microsPerEvent(method), 2));
        cells.add(number(result.microsPerForecast(method), 1));
        return cells;
    }

    /**
     * One row per series, horizon and method.
     *
     * @param results of any sets
     * @return the table
     */
    public static Table series(List<SetResult> results) {
        Table table =
                new Table(
                        List.of(
                                "set", "series", "h", "method", "n", "MASE", "WQL", "cov80",
                                "cov95"));
        for (SetResult result : results) {
            for (int i = 0; i < result.series().size(); i++) {
                for (int row = 0; row < result.horizons().size(); row++) {
                    for (String method : result.methods()) {
                        Score score = result.score(i, method, row);
                        table.add(
                                List.of(
                                        result.set(),
                                        result.series().get(i),
                                        result.horizons().get(row),
                                        method,
                                        Long.toString(score.count()),
                                        significant(result.mase(i, method, row)),
                                        significant(score.wql()),
                                        number(score.coverage80(), 4),
                                        number(score.coverage95(), 4)));
                    }
                }
            }
        }
        return table;
    }
}
