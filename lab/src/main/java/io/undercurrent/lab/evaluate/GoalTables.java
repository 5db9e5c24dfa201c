package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.training.report.Table;
import java.util.List;
import java.util.Locale;

/** The tables of the long-horizon protocol and of the project's goals. */
final class GoalTables {
    private GoalTables() {}

    /**
     * The long-horizon protocol's figures.
     *
     * @param figures of methods and horizons
     * @return the table
     */
    static Table longHorizon(List<LongHorizon.Figure> figures) {
        Table table = new Table(List.of("H", "method", "windows", "stride", "MSE", "MAE"));
        for (LongHorizon.Figure figure : figures) {
            table.add(
                    List.of(
                            Integer.toString(figure.horizon()),
                            figure.method(),
                            Integer.toString(figure.windows()),
                            Integer.toString(figure.stride()),
                            number(figure.mse(), 3),
                            number(figure.mae(), 3)));
        }
        return table;
    }

    /**
     * Goals beside what came out.
     *
     * @param goals of any sets
     * @return the table
     */
    static Table goals(List<Goal> goals) {
        Table table = new Table(List.of("set", "goal", "allowed", "aim", "figure", "verdict"));
        for (Goal goal : goals) {
            String allowed =
                    goal.low() > 0
                            ? String.format(
                                    Locale.ROOT,
                                    "%s to %s",
                                    number(goal.low(), 2),
                                    number(goal.high(), 2))
                            : "at most " + number(goal.high(), 3);
            table.add(
                    List.of(
                            goal.set(),
                            goal.what(),
                            allowed,
                            number(goal.aim(), 3),
                            number(goal.figure(), 3),
                            goal.verdict()));
        }
        return table;
    }
}
