package io.undercurrent.demo;

import io.undercurrent.scorer.SlabLayout;
import java.io.PrintStream;
import java.util.Locale;

/**
 * The results of a run, which are printed at its end.
 *
 * @param tally what was counted
 * @param schedule when the cores were loaded
 * @param modelId the model that scored
 * @param layout the slab's layout
 * @param stateBytes bytes of one encoded slab
 */
record Summary(Tally tally, Schedule schedule, String modelId, SlabLayout layout, int stateBytes) {

    boolean complete() {
        return tally.complete();
    }

    void print(PrintStream out) {
        out.println();
        line(
                out,
                "events in",
                String.format(
                        Locale.ROOT,
                        "%d (%d of them made up, before streaming)",
                        tally.sent(),
                        tally.rehearsed()));
        line(out, "scores", tally.scores());
        line(out, "dead letters", tally.deadLetters());
        line(out, "forecasts", tally.forecasts());
        line(out, "anomalies", tally.anomalies());
        line(out, "latency until produced", latency(tally.untilProduced));
        line(out, "latency until committed", latency(tally.untilCommitted));
        line(out, "model", modelId);
        line(out, "state per key", stateBytes + " bytes (formula: " + layout.describe() + ")");
        Verdict verdict = Verdict.of(schedule, tally.cores(), tally.coreScores());
        line(out, "disturbance", verdict.text());
        line(
                out,
                "every event came out once",
                complete()
                        ? "yes"
                        : String.format(
                                Locale.ROOT,
                                "NO: %d events could not be sent, %d results twice, %d missing",
                                tally.sendFailures(),
                                tally.repeated(),
                                tally.sent()
                                        - (tally.scores()
                                                + tally.deadLetters()
                                                - tally.repeated())));
    }

    private static String latency(Latency latency) {
        return String.format(
                Locale.ROOT, "p50 %d ms, p99 %d ms", latency.quantile(0.5), latency.quantile(0.99));
    }

    private static void line(PrintStream out, String name, Object value) {
        out.printf(Locale.ROOT, "%-27s%s%n", name, value);
    }
}
