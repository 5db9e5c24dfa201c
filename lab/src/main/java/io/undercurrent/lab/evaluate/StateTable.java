package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.report.Table.number;
import static io.undercurrent.training.report.Table.significant;

import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.events.NextEventScore;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.report.Table;
import java.util.List;
import java.util.Locale;

/** The table of the tasks that are made for a recurrent state. */
public final class StateTable {
    /** The state has to be better than no state by a tenth. */
    public static final double GOAL = 0.9;

    private StateTable() {}

    /** What a trunk's column is called. */
    public static String name(Trunk trunk) {
        return trunk.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A row a task and horizon: WQL of both trunks, the geometric mean of their ratio, whether the
     * goal of a tenth is met, and WQL against two baselines.
     *
     * @param results of both trunks, naive and rls-ar
     * @return the table, for {@link #add} to go on
     */
    public static Table of(List<SetResult> results) {
        String state = name(Trunk.MAMBA2);
        String none = name(Trunk.MLP);
        Table table =
                new Table(
                        List.of(
                                "task",
                                "h",
                                state,
                                none,
                                "state/none",
                                "at most .90",
                                "/naive",
                                "/rls-ar"));
        for (SetResult result : results) {
            for (int row = 0; row < result.horizons().size(); row++) {
                double ratio = result.ratio(state, none, row);
                table.add(
                        List.of(
                                result.set(),
                                result.horizons().get(row),
                                significant(result.total(state, row).wql()),
                                significant(result.total(none, row).wql()),
                                number(ratio, 3),
                                verdict(ratio),
                                number(result.ratio(state, Baseline.NAIVE.id(), row), 3),
                                number(result.ratio(state, Baseline.RLS_AR.id(), row), 3)));
            }
        }
        return table;
    }

    /**
     * A row of a task on discrete events: cross-entropy of the next one in nats with and without a
     * state. Numbers' baselines have no figure there.
     */
    public static void add(Table table, String task, NextEventScore state, NextEventScore none) {
        double ratio = state.crossEntropy() / none.crossEntropy();
        table.add(
                List.of(
                        task,
                        "1",
                        significant(state.crossEntropy()),
                        significant(none.crossEntropy()),
                        number(ratio, 3),
                        verdict(ratio),
                        "",
                        ""));
    }

    private static String verdict(double ratio) {
        return ratio <= GOAL ? "met" : "missed";
    }
}
