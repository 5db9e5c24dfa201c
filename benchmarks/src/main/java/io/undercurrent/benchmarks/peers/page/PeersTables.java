package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.training.report.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The page's tables. */
public final class PeersTables {
    private static final String NOT_BUILT =
            "not built; `benchmarks/run training` builds it, then run this again";

    private PeersTables() {}

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
        Set<String> methods = new HashSet<>();
        for (Entry entry : findings.entries()) {
            if (!methods.add(entry.contestant.method()) || entry.failure != null) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(entry.contestant.method()));
            for (int length : findings.histories()) {
                double[] micros = entry.calls.get(length);
                row.add(
                        micros == null
                                ? String.format(
                                        Locale.ROOT,
                                        "not reached in %d s",
                                        findings.historySeconds())
                                : number(Medians.of(micros), 2));
            }
            row.add(
                    entry.bytes.isEmpty()
                            ? "-"
                            : number(entry.bytes.values().iterator().next(), 0));
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
        for (Entry entry : findings.growth()) {
            List<String> row = new ArrayList<>(List.of(entry.contestant.name()));
            for (int keys : findings.keyCounts()) {
                PeerRun run = entry.byKeys.get(keys);
                String why = entry.failure == null ? "-" : "**failed**";
                row.add(
                        run == null
                                ? entry.keysFailures.getOrDefault(keys, why)
                                : number(run.micros(), 1));
            }
            table.add(row);
        }
        return table;
    }

    /** The engines of training. */
    static Table training(Findings findings) {
        Table table =
                new Table(List.of("engine", "CPU, us a token", "least to most", "tokens/s a core"));
        findings.besides()
                .training
                .forEach(
                        (engine, micros) ->
                                table.add(
                                        List.of(
                                                engine,
                                                number(Medians.of(micros), 2),
                                                number(Medians.least(micros), 2)
                                                        + " to "
                                                        + number(Medians.most(micros), 2),
                                                number(1e6 / Medians.of(micros), 0))));
        if (!findings.besides().training.containsKey("dl4j")) {
            table.add(List.of("dl4j", NOT_BUILT, "-", "-"));
        }
        return table;
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String number(double number, int digits) {
        return Double.isNaN(number)
                ? "-"
                : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
