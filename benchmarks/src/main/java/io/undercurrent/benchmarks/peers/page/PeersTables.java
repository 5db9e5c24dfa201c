package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.training.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page's tables. */
public final class PeersTables {
    private static final double MEBIBYTE = 1 << 20;
    private static final String FAILED = "**failed**";

    private PeersTables() {}

    /** A row a contestant, failures among them. */
    public static Table figures(Findings findings) {
        Table table =
                new Table(
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
        for (Entry entry : findings.entries()) {
            Entry alone = findings.ofMethod(entry);
            boolean failed = entry.failure != null;
            table.add(
                    List.of(
                            entry.contestant.name(),
                            failed ? FAILED : number(entry.rate(), 0),
                            number(entry.micros(), 1),
                            failed || entry.runs.isEmpty()
                                    ? "-"
                                    : number(entry.least(), 1) + " to " + number(entry.most(), 1),
                            number(entry.quietMicros(), 1),
                            number(alone.callMicros(), 2),
                            number(alone.keyBytes(), 0),
                            number(entry.checkpointBytes() / MEBIBYTE, 1),
                            number(entry.checkpointMillis(), 0),
                            number(entry.p50(), 1),
                            number(entry.p99(), 1),
                            number(entry.latency == null ? Double.NaN : entry.latency.rate(), 0)));
        }
        return table;
    }

    /** What each contestant is, and what its check said. */
    public static Table checks(Findings findings) {
        Table table = new Table(List.of("contestant", "what it is", "check"));
        for (Entry entry : findings.entries()) {
            String compared =
                    entry.compared == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "; %,d committed scores are those outside Flink to the bit",
                                    entry.compared);
            table.add(
                    List.of(
                            entry.contestant.name(),
                            entry.contestant.title(),
                            entry.failure == null
                                    ? entry.checked + compared
                                    : "FAILED: " + entry.failure));
        }
        return table;
    }

    /** The calls alone over the history's length. */
    public static Table histories(Findings findings) {
        List<String> header = new ArrayList<>(List.of("calls alone, us an event"));
        findings.histories().forEach(length -> header.add(count(length) + " events"));
        header.add("bytes after the first");
        header.add("after the last");
        Table table = new Table(header);
        for (Entry entry : findings.entries()) {
            if (entry.calls.isEmpty()) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(entry.contestant.method()));
            for (int length : findings.histories()) {
                double[] micros = entry.calls.get(length);
                row.add(micros == null ? "not reached" : number(Medians.of(micros), 2));
            }
            row.add(number(entry.bytes.values().iterator().next(), 0));
            row.add(number(entry.keyBytes(), 0));
            table.add(row);
        }
        return table;
    }

    /** The job over the number of keys. */
    public static Table keys(Findings findings) {
        List<String> header = new ArrayList<>(List.of("CPU, us an event"));
        findings.keyCounts().forEach(keys -> header.add(count(keys) + " keys"));
        Table table = new Table(header);
        for (Entry entry : findings.entries()) {
            if (entry.byKeys.isEmpty() && entry.keysFailures.isEmpty()) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(entry.contestant.name()));
            for (int keys : findings.keyCounts()) {
                PeerRun run = entry.byKeys.get(keys);
                row.add(
                        run == null
                                ? entry.keysFailures.getOrDefault(keys, "-")
                                : number(run.micros(), 1));
            }
            table.add(row);
        }
        return table;
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String number(double number, int digits) {
        return Double.isNaN(number)
                ? "-"
                : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
