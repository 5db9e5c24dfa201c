package io.undercurrent.training.report;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.training.events.NextEventScore;
import java.util.List;

/** Table of how well methods forecast the next discrete event. */
public final class EventTable {
    private EventTable() {}

    /**
     * One row per method: cross-entropy in nats per event, and how often its first guess was right.
     */
    public static Table of(List<NextEventScore> all) {
        Table table = new Table(List.of("method", "nats an event", "first guess right, %"));
        for (NextEventScore one : all) {
            table.add(
                    List.of(
                            one.method(),
                            number(one.crossEntropy(), 4),
                            number(100 * one.accuracy(), 1)));
        }
        return table;
    }
}
