package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.peers.method.Contestant;
import java.util.List;
import java.util.Locale;

/**
 * A goal, and what was found.
 *
 * @param words which ratio
 * @param found NaN where it was not measured
 * @param bound that it must reach, or stay below
 * @param atMost whether it must stay below
 */
record Goal(String words, double found, double bound, boolean atMost) {
    private static final double FOREST = 5;
    private static final double BYTES = 7;
    private static final double WINDOW = 150;
    private static final double FORECAST = 1.5;

    /** All of a run. */
    static List<Goal> of(Findings findings) {
        Entry ours = findings.of(Contestant.DEFAULT_MODEL);
        Entry forest = findings.of(Contestant.FOREST);
        Entry window = findings.of("window-" + Contestant.DEFAULT_MODEL);
        var forecast = findings.besides().forecast;
        return List.of(
                new Goal(
                        "universal's events/s a core over RandomCutForest's, the calls alone",
                        forest.callMicros() / ours.callMicros(),
                        FOREST,
                        false),
                new Goal(
                        "universal's events/s a core over RandomCutForest's, in the job",
                        forest.micros() / ours.micros(),
                        FOREST,
                        false),
                new Goal(
                        "RandomCutForest's bytes a key over universal's",
                        forest.keyBytes() / ours.keyBytes(),
                        BYTES,
                        false),
                new Goal(
                        "universal's events/s a core over those of its weights over a window, in the job",
                        window.micros() / ours.micros(),
                        WINDOW,
                        false),
                new Goal(
                        forecast == null
                                ? "universal's event with a forecast over one without"
                                : String.format(
                                        Locale.ROOT,
                                        "universal's event with a forecast of %d steps over one without",
                                        forecast.steps()),
                        forecast == null ? Double.NaN : forecast.ratio(),
                        FORECAST,
                        true));
    }

    String verdict() {
        if (Double.isNaN(found)) {
            return "not measured";
        }
        return (atMost ? found <= bound : found >= bound) ? "reached" : "missed";
    }

    @Override
    public String toString() {
        String measured = Double.isNaN(found) ? "" : String.format(Locale.ROOT, "%.2f; ", found);
        String number = String.valueOf(bound).replaceAll("\\.0$", "");
        return String.format(
                Locale.ROOT,
                "%s: %sgoal: %s %s: %s",
                words,
                measured,
                atMost ? "at most" : "at least",
                number,
                verdict());
    }
}
