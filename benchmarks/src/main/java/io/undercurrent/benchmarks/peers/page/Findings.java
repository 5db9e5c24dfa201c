package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.peers.method.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All contestants' figures and what follows from them.
 *
 * @param entries in the order in which they were named
 * @param histories lengths in events
 * @param keyCounts numbers of keys
 */
public record Findings(List<Entry> entries, List<Integer> histories, List<Integer> keyCounts) {
    /** A measure by which contestants are compared; less is better. */
    private record Measure(String words, String format, ToDoubleFunction<Entry> figure) {}

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure("CPU an event in the job", "%.1f us", Entry::micros),
                    new Measure("CPU an event of the calls alone", "%.2f us", Entry::callMicros),
                    new Measure("bytes a key", "%,.0f", Entry::keyBytes),
                    new Measure("bytes of a checkpoint", "%,.0f", Entry::checkpointBytes),
                    new Measure("time of a checkpoint", "%,.0f ms", Entry::checkpointMillis),
                    new Measure("p50 of latency", "%.1f ms", Entry::p50),
                    new Measure("p99 of latency", "%.1f ms", Entry::p99));

    private static final double FOREST_GOAL = 5;
    private static final double BYTES_GOAL = 7;
    private static final double WINDOW_GOAL = 150;

    /** A goal, and what was found. */
    public record Goal(String words, double found, double least) {
        String verdict() {
            return Double.isNaN(found) ? "not measured" : found >= least ? "reached" : "missed";
        }

        @Override
        public String toString() {
            return Double.isNaN(found)
                    ? String.format(Locale.ROOT, "%s: goal %.0f; not measured", words, least)
                    : String.format(
                            Locale.ROOT,
                            "%s: %.2f; goal: at least %.0f: %s",
                            words,
                            found,
                            least,
                            verdict());
        }
    }

    /** The first one of a name; an empty one where it was not named. */
    public Entry of(String name) {
        return entries.stream()
                .filter(entry -> entry.contestant.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Entry(Contestant.parse(name)));
    }

    /** The calls alone know no backend, so they are measured once a method. */
    public Entry ofMethod(Entry entry) {
        return entries.stream()
                .filter(each -> each.contestant.method().equals(entry.contestant.method()))
                .findFirst()
                .orElse(entry);
    }

    public List<Goal> goals() {
        Entry ours = of(Contestant.DEFAULT_MODEL);
        Entry forest = of(Contestant.FOREST);
        Entry window = of("window-" + Contestant.DEFAULT_MODEL);
        return List.of(
                new Goal(
                        "universal's events/s a core over RandomCutForest's, the calls alone",
                        forest.callMicros() / ours.callMicros(),
                        FOREST_GOAL),
                new Goal(
                        "universal's events/s a core over RandomCutForest's, in the job",
                        forest.micros() / ours.micros(),
                        FOREST_GOAL),
                new Goal(
                        "RandomCutForest's bytes a key over universal's",
                        forest.keyBytes() / ours.keyBytes(),
                        BYTES_GOAL),
                new Goal(
                        "universal's events/s a core over those of its weights over a window, in the job",
                        window.micros() / ours.micros(),
                        WINDOW_GOAL));
    }

    /** A sentence for each measure by which a peer is better than the default model. */
    public List<String> wins() {
        List<String> wins = new ArrayList<>();
        for (Measure measure : MEASURES) {
            for (Entry ours : entries) {
                if (ours.contestant.method().equals(Contestant.DEFAULT_MODEL)) {
                    String better = better(measure, ours);
                    if (!better.isEmpty()) {
                        wins.add(
                                String.format(
                                        Locale.ROOT,
                                        "%s: %s has %s, less have %s",
                                        measure.words(),
                                        ours.contestant.name(),
                                        format(measure, ours),
                                        better));
                    }
                }
            }
        }
        return wins;
    }

    private String better(Measure measure, Entry ours) {
        List<String> better = new ArrayList<>();
        for (Entry entry : entries) {
            boolean peer =
                    !entry.contestant.isOurs()
                            && !entry.contestant.method().equals(Contestant.IDENTITY)
                            && entry.contestant.backend().equals(ours.contestant.backend());
            if (peer
                    && measure.figure().applyAsDouble(entry)
                            < measure.figure().applyAsDouble(ours)) {
                better.add(entry.contestant.method() + " (" + format(measure, entry) + ")");
            }
        }
        return String.join(", ", better);
    }

    private static String format(Measure measure, Entry entry) {
        return String.format(Locale.ROOT, measure.format(), measure.figure().applyAsDouble(entry));
    }
}
