package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.quality.OpenSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A sentence for each measure by which a peer is better than the default model. */
final class Wins {
    /** A measure by which contestants are compared. */
    private record Measure(
            String words, String format, boolean more, ToDoubleFunction<Entry> figure) {
        Measure(String words, String format, ToDoubleFunction<Entry> figure) {
            this(words, format, false, figure);
        }

        boolean better(Entry one, Entry other) {
            double a = figure.applyAsDouble(one);
            double b = figure.applyAsDouble(other);
            return more ? a > b : a < b;
        }

        String of(Entry entry) {
            return String.format(Locale.ROOT, format, figure.applyAsDouble(entry));
        }
    }

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure("CPU an event in the job", "%.1f us", Entry::micros),
                    new Measure("CPU an event of the calls alone", "%.2f us", Entry::callMicros),
                    new Measure("bytes a key", "%,.0f", Entry::keyBytes),
                    new Measure("bytes of a checkpoint", "%,.0f", Entry::checkpointBytes),
                    new Measure("time of a checkpoint", "%,.0f ms", Entry::checkpointMillis),
                    new Measure("p50 of latency", "%.1f ms", Entry::p50),
                    new Measure("p99 of latency", "%.1f ms", Entry::p99));

    private final Findings findings;
    private final List<String> wins = new ArrayList<>();

    private Wins(Findings findings) {
        this.findings = findings;
    }

    static List<String> of(Findings findings) {
        Wins all = new Wins(findings);
        MEASURES.forEach(measure -> all.compare(measure, findings.entries()));
        for (int keys : findings.keyCounts()) {
            all.compare(
                    new Measure(
                            String.format(Locale.ROOT, "CPU an event with %,d keys", keys),
                            "%.1f us",
                            entry -> micros(entry.byKeys.get(keys))),
                    findings.growth());
        }
        for (OpenSet set : OpenSet.values()) {
            all.compare(
                    new Measure(
                            set.words(),
                            "%.3f",
                            true,
                            entry -> findings.quality(entry.contestant.method(), set)),
                    findings.entries().stream()
                            .filter(entry -> entry.contestant.backend().equals(Contestant.HEAP))
                            .toList());
        }
        all.training();
        return all.wins;
    }

    private static double micros(PeerRun run) {
        return run == null ? Double.NaN : run.micros();
    }

    private void compare(Measure measure, List<Entry> entries) {
        for (Entry ours : entries) {
            if (ours.contestant.method().equals(Contestant.DEFAULT_MODEL)) {
                String better = better(measure, ours, entries);
                if (!better.isEmpty()) {
                    wins.add(
                            String.format(
                                    Locale.ROOT,
                                    "%s: %s has %s, %s have %s",
                                    measure.words(),
                                    ours.contestant.name(),
                                    measure.of(ours),
                                    measure.more() ? "more" : "less",
                                    better));
                }
            }
        }
    }

    private static String better(Measure measure, Entry ours, List<Entry> entries) {
        List<String> better = new ArrayList<>();
        for (Entry entry : entries) {
            boolean peer =
                    !entry.contestant.isOurs()
                            && !entry.contestant.method().equals(Contestant.IDENTITY)
                            && entry.contestant.backend().equals(ours.contestant.backend());
            if (peer && measure.better(entry, ours)) {
                better.add(entry.contestant.method() + " (" + measure.of(entry) + ")");
            }
        }
        return String.join(", ", better);
    }

    /** The engine java in its faster form beside the other one. */
    private void training() {
        double java = Double.NaN;
        double other = Double.NaN;
        for (var engine : findings.besides().training.entrySet()) {
            double micros = Medians.of(engine.getValue());
            if (engine.getKey().startsWith("java")) {
                java = Double.isNaN(java) ? micros : Math.min(java, micros);
            } else {
                other = micros;
            }
        }
        if (other < java) {
            wins.add(
                    String.format(
                            Locale.ROOT,
                            "CPU of a training token: engine java has %.2f us, less has dl4j (%.2f us)",
                            java,
                            other));
        }
    }
}
