package io.undercurrent.benchmarks.peers.page;

import static io.undercurrent.benchmarks.peers.page.PeersTables.number;

import io.undercurrent.benchmarks.peers.quality.OpenSet;
import io.undercurrent.benchmarks.runtimes.RuntimeFigures;
import io.undercurrent.training.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Speed, size and quality: a row a contestant, failures among them. */
final class FigureTable {
    private static final double MEBIBYTE = 1 << 20;
    private static final String FAILED = "**failed**";
    private static final String NONE = "-";

    private final Findings findings;

    private FigureTable(Findings findings) {
        this.findings = findings;
    }

    static Table of(Findings findings) {
        List<String> header =
                new ArrayList<>(
                        List.of(
                                "contestant",
                                "events/s",
                                "CPU, us an event",
                                "least to most",
                                "without checkpoint",
                                "calls alone, us",
                                "bytes a key",
                                "checkpoint, MiB",
                                "checkpoint, ms",
                                "p50, ms",
                                "p99, ms",
                                "at events/s"));
        for (OpenSet set : OpenSet.values()) {
            header.add(set.words());
        }
        Table table = new Table(header);
        FigureTable rows = new FigureTable(findings);
        findings.entries().forEach(entry -> table.add(rows.row(entry)));
        for (Map.Entry<String, List<RuntimeFigures>> method :
                findings.besides().runtimes.entrySet()) {
            method.getValue().forEach(figures -> table.add(rows.row(method.getKey(), figures)));
        }
        return table;
    }

    private List<String> row(Entry entry) {
        boolean failed = entry.failure != null;
        List<String> row =
                new ArrayList<>(
                        List.of(
                                entry.contestant.name(),
                                failed ? FAILED : number(entry.rate(), 0),
                                number(entry.micros(), 1),
                                failed || entry.runs.isEmpty()
                                        ? NONE
                                        : range(entry.least(), entry.most()),
                                number(entry.quietMicros(), 1)));
        String method = entry.contestant.method();
        ofMethod(method, row);
        row.addAll(
                List.of(
                        number(entry.checkpointBytes() / MEBIBYTE, 1),
                        number(entry.checkpointMillis(), 0),
                        number(entry.p50(), 1),
                        number(entry.p99(), 1),
                        number(entry.latency == null ? Double.NaN : entry.latency.rate(), 0)));
        quality(method, row);
        return row;
    }

    /**
     * What changelogs or checkpoints took is told for each event: they have no size at one time.
     */
    private List<String> row(String method, RuntimeFigures figures) {
        List<String> row =
                new ArrayList<>(
                        List.of(
                                method + ", " + figures.runtime() + ", own process",
                                number(figures.rate(), 0),
                                number(figures.micros(), 1),
                                range(figures.least(), figures.most()),
                                NONE));
        ofMethod(method, row);
        row.addAll(List.of(number(figures.kept(), 0) + " bytes an event", NONE, NONE, NONE, NONE));
        quality(method, row);
        return row;
    }

    private void ofMethod(String method, List<String> row) {
        Entry alone = findings.ofMethod(method);
        row.add(number(alone.callMicros(), 2));
        row.add(number(alone.keyBytes(), 0));
    }

    private void quality(String method, List<String> row) {
        String like = findings.ofMethod(method).contestant.windowOf();
        for (OpenSet set : OpenSet.values()) {
            String missing = findings.besides().noQuality.get(set);
            boolean shown = !Double.isNaN(findings.quality(like == null ? method : like, set));
            if (missing != null) {
                row.add(missing);
            } else if (like != null && shown) {
                row.add("as " + like);
            } else {
                row.add(number(findings.quality(method, set), 3));
            }
        }
    }

    private static String range(double least, double most) {
        return String.format(Locale.ROOT, "%s to %s", number(least, 1), number(most, 1));
    }
}
