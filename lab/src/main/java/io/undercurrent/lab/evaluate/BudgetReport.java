package io.undercurrent.lab.evaluate;

import io.undercurrent.training.report.Svg;
import io.undercurrent.training.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * What fleets did under a budget.
 *
 * @param days what came out on each
 * @param budget false episodes of a day
 */
record BudgetReport(List<BudgetTrial.Result> days, int budget) {
    private static final int LEFT = 50;
    private static final int TOP = 40;
    private static final int HEIGHT = 220;
    private static final int BAR = 34;

    Table table() {
        Table table = new Table(List.of("", "figure"));
        long kept = days.stream().filter(day -> day.falseEpisodes() <= budget).count();
        add(table, "days within the budget, %", 100.0 * kept / days.size());
        add(table, "false episodes a day", mean(BudgetTrial.Result::falseEpisodes));
        add(table, "by alarm.rate alone, some", mean(BudgetTrial.Result::falseWithoutBudget));
        add(table, "of sites", mean(BudgetTrial.Result::falseSiteEpisodes));
        add(table, "planted anomalies", sum(BudgetTrial.Result::planted));
        add(table, "found, %", 100 * share(BudgetTrial.Result::found));
        add(table, "found by the oracle, %", 100 * share(BudgetTrial.Result::foundByOracle));
        add(
                table,
                "found / found by the oracle, %",
                100 * sum(BudgetTrial.Result::found) / sum(BudgetTrial.Result::foundByOracle));
        long seen = days.stream().filter(day -> day.shockEpisodes() > 0).count();
        long one = days.stream().filter(day -> day.shockEpisodes() == 1).count();
        add(table, "shocks that were noticed, %", 100.0 * seen / days.size());
        add(table, "of these one episode of the site, %", 100.0 * one / Math.max(1, seen));
        add(table, "keys in it", sum(BudgetTrial.Result::shockedKeys) / Math.max(1, seen));
        return table;
    }

    private double share(ToIntFunction<BudgetTrial.Result> number) {
        return sum(number) / sum(BudgetTrial.Result::planted);
    }

    private double mean(ToIntFunction<BudgetTrial.Result> number) {
        return sum(number) / days.size();
    }

    private double sum(ToIntFunction<BudgetTrial.Result> number) {
        return days.stream().mapToInt(number).sum();
    }

    private static void add(Table table, String what, double figure) {
        String form = figure == Math.rint(figure) ? "%.0f" : "%.2f";
        table.add(List.of(what, String.format(Locale.ROOT, form, figure)));
    }

    /** How many days had how many false episodes; beyond the budget in red. */
    String picture() {
        int most =
                Math.max(
                        budget + 1,
                        days.stream().mapToInt(BudgetTrial.Result::falseEpisodes).max().orElse(0));
        Svg svg = new Svg(LEFT + BAR * (most + 1) + 30, TOP + HEIGHT + 60);
        svg.label(
                LEFT, 20, "start", "false episodes on " + days.size() + " days, budget " + budget);
        for (int n = 0; n <= most; n++) {
            int number = n;
            long count = days.stream().filter(day -> day.falseEpisodes() == number).count();
            double height = (double) HEIGHT * count / days.size();
            double x = LEFT + BAR * n;
            svg.bar(x, TOP + HEIGHT - height, BAR - 4, height, n <= budget ? "#1f77b4" : "#d62728");
            svg.label(x + (BAR - 4) / 2.0, TOP + HEIGHT + 16, "middle", String.valueOf(n));
            if (count > 0) {
                svg.label(
                        x + (BAR - 4) / 2.0,
                        TOP + HEIGHT - height - 4,
                        "middle",
                        String.valueOf(count));
            }
        }
        svg.line(LEFT, TOP + HEIGHT, LEFT + BAR * (most + 1), TOP + HEIGHT, "#888888");
        svg.label(LEFT, TOP + HEIGHT + 40, "start", "false episodes of a day");
        return svg.toString();
    }
}
