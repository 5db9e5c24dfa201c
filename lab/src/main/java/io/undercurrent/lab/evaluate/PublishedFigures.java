package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.lab.sets.PublishedScores;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is published of other detectors on the same series, as tables. */
final class PublishedFigures {
    private PublishedFigures() {}

    /** The published figures of a set, the best first; null if the data folder has none. */
    static Table of(AnomalySet set, Path data, AnomalyResult result) throws IOException {
        return switch (set) {
            case NAB -> nab(PublishedScores.nab(data));
            case TSBAD ->
                    tsbad(
                            PublishedScores.vusPr(
                                    data,
                                    result.series().stream()
                                            .map(one -> one.series().name())
                                            .toList()));
            case SKAB, MSL, MSL_WHOLE, PLANTED -> null;
        };
    }

    private static Table nab(Map<String, double[]> published) {
        Table table = new Table(List.of("detector", "NAB standard", "low FP", "low FN"));
        published.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()[0]))
                .forEach(
                        entry ->
                                table.add(
                                        List.of(
                                                entry.getKey(),
                                                number(entry.getValue()[0], 1),
                                                number(entry.getValue()[1], 1),
                                                number(entry.getValue()[2], 1))));
        return published.isEmpty() ? null : table;
    }

    private static Table tsbad(Map<String, Double> published) {
        Table table = new Table(List.of("detector", "VUS-PR"));
        published.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                .forEach(entry -> table.add(List.of(entry.getKey(), number(entry.getValue(), 3))));
        return published.isEmpty() ? null : table;
    }
}
